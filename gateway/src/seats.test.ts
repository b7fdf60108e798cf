import { describe, expect, test } from '@jest/globals';
import type { Caller } from './caller';
import { Seats } from './seats';

const of = (code: string, subject: string | null) =>
  ({ city: { code }, subject }) as Pick<Caller, 'city' | 'subject'>;

describe('the seats for streams', () => {
  test("of one city run out without touching another city's, or those of people with a token", () => {
    const seats = new Seats({ public: 2, known: 1 });
    const first = seats.take(of('3374', null));
    expect(seats.take(of('3374', null))).toBeDefined();
    expect(seats.take(of('3374', null))).toBeUndefined();
    expect(seats.take(of('6271', null))).toBeDefined();
    expect(seats.take(of('3374', 'someone'))).toBeDefined();
    first?.();
    first?.(); // giving back twice gives back once
    expect(seats.take(of('3374', null))).toBeDefined();
    expect(seats.take(of('3374', null))).toBeUndefined();
  });
});
