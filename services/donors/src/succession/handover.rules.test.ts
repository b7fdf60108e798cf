import { describe, expect, test } from '@jest/globals';
import { month, monthsFrom } from '@lindungi/jamsostek';
import type { MonthHeard } from '../pledge/state.rules';
import { assertTwo, takenOver } from './handover.rules';

const november = month('2026-11');
const heard = (...marks: ('paid' | 'held' | 'free')[]): MonthHeard[] =>
  marks.map((mark, at) => ({
    month: monthsFrom(month('2026-12'), marks.length)[at]!,
    taken: false,
    held: mark !== 'free',
    paid: mark === 'paid',
    protected: false,
  }));
const semarang = { firstMonth: 'NEXT' } as const;

describe('what a colleague takes over by a yes', () => {
  test('is what nobody has paid', () => {
    expect(takenOver(semarang, heard('paid', 'held', 'held'), false, november)).toEqual({
      how: 'REST',
      months: ['2027-01', '2027-02'],
    });
  });

  test.each([
    [
      'a pledge that is paid to its end, from the month after it',
      heard('paid', 'paid'),
      false,
      '2026-11',
      '2027-02',
    ],
    [
      'a pledge that was taken back, from the month after what is paid',
      heard('paid', 'held'),
      true,
      '2026-11',
      '2027-01',
    ],
    [
      'a pledge that ended long ago, from the first month the city lets begin',
      heard('paid'),
      false,
      '2027-03',
      '2027-04',
    ],
  ])('follows %s', (_, months, withdrawn, thisMonth, firstMonth) => {
    expect(takenOver(semarang, months, withdrawn, month(thisMonth))).toEqual({ how: 'FOLLOW', firstMonth });
  });

  test.each([
    ['nobody has answered for', heard(), false],
    ['was given up unpaid', heard('free', 'free'), false],
    ['was taken back unpaid', heard('held', 'held'), true],
  ])('is nothing of a pledge that %s', (_, months, withdrawn) => {
    expect(() => takenOver(semarang, months, withdrawn, november)).toThrow(
      expect.objectContaining({ code: 'PLEDGE_NOT_RESERVED' }),
    );
  });
});

test('who asks, whose pledge it is and who says yes are not one person', () => {
  expect(() => assertTwo('wati', 'bendahara', 'joko')).not.toThrow();
  expect(() => assertTwo('wati', 'wati', 'joko')).toThrow(
    expect.objectContaining({ code: 'HANDOVER_TO_ONESELF' }),
  );
  expect(() => assertTwo('joko', 'bendahara', 'joko')).toThrow(
    expect.objectContaining({ code: 'HANDOVER_TO_ONESELF' }),
  );
});
