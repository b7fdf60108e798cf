import { afterEach, expect, jest, test } from '@jest/globals';
import { clockOf } from './clock';
import { semarang } from './street.fixture';

afterEach(() => {
  jest.useRealTimers();
});

test('it is already tomorrow in Semarang when it is evening in Greenwich', () => {
  const clock = clockOf({});
  jest.useFakeTimers({ now: new Date('2026-11-30T16:59:59Z') });
  expect([clock.today(semarang), clock.thisMonth(semarang)]).toEqual(['2026-11-30', '2026-11']);
  jest.setSystemTime(new Date('2026-11-30T17:00:00Z'));
  expect([clock.today(semarang), clock.thisMonth(semarang)]).toEqual(['2026-12-01', '2026-12']);
});

test('in a rehearsal the day stands still', () => {
  const clock = clockOf({ today: '2026-02-28' });
  expect([clock.today(semarang), clock.thisMonth(semarang)]).toEqual(['2026-02-28', '2026-02']);
});
