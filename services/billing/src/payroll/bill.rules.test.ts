import { describe, expect, test } from '@jest/globals';
import { localDate, month, readLaw } from '@lindungi/jamsostek';
import { countdownOf } from '../lapse/lapse.rules';
import { timesOf } from './bill.rules';

const law = readLaw();
const november = month('2026-11');

describe('when an agency is billed', () => {
  test('for next month: deducted on the 1st, due on the 15th, too late when cover that ended before it is three months over', () => {
    expect(timesOf(law, month('2026-12'), undefined, november)).toEqual({
      month: '2026-12',
      through: '2026-12',
      since: '2026-10', // covered through September, it may be paid until 31 December; September itself no more
      debitOn: '2026-12-01',
      dueOn: '2026-12-15',
      graceUntil: '2027-02-28',
    });
  });

  test('the donor is reminded of the same last day', () => {
    const { graceUntil, debitOn, since } = timesOf(law, month('2026-12'), undefined, november);
    const today = localDate('2026-12-01');
    expect(countdownOf(law, november, 'OPEN', today).graceEndsOn).toBe(graceUntil);
    // of the first month it asks for the time is not over when pay is deducted, of the one before it is
    expect(since).toBe('2026-10');
    expect(countdownOf(law, month('2026-09'), 'OPEN', debitOn).state).toBe('IN_ARREARS');
    expect(countdownOf(law, month('2026-08'), 'OPEN', debitOn).state).toBe('LAPSED');
  });

  test('the due day is a working day, and a year may be asked for at once', () => {
    const times = timesOf(law, november, month('2027-10'), november);
    expect(times).toMatchObject({ dueOn: '2026-11-16', through: '2027-10', since: '2026-09' });
  });

  test.each([
    ['last month', '2026-10', undefined],
    ['the month after next', '2027-01', undefined],
    ['more than a year', '2026-12', '2027-12'],
    ['an end before the beginning', '2026-12', '2026-11'],
  ] as const)('not for %s', (_, asked, through) => {
    expect(() => timesOf(law, month(asked), through && month(through), november)).toThrow(
      expect.objectContaining({ code: 'BILL_MONTH_REFUSED' }),
    );
  });
});
