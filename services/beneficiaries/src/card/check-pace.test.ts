import { describe, expect, test } from '@jest/globals';
import { CheckPace } from './check-pace';

describe('checks of cards in a city', () => {
  let now = 0;
  const semarang = { code: '3374' };
  const asks = (pace: CheckPace, times: number, city = semarang) =>
    Array.from({ length: times }, () => pace.take(city)).filter(Boolean).length;

  test('are two hundred at once, and then twenty a second', () => {
    const pace = new CheckPace(() => now);
    expect(asks(pace, 300)).toBe(200);
    now += 1000;
    expect(asks(pace, 300)).toBe(20);
    now += 3_600_000;
    expect(asks(pace, 300)).toBe(200);
  });

  test('of one city are not those of another', () => {
    const pace = new CheckPace(() => now);
    expect(asks(pace, 201)).toBe(200);
    expect(asks(pace, 1, { code: '6271' })).toBe(1);
  });
});
