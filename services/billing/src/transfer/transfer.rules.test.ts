import { describe, expect, test } from '@jest/globals';
import { localDate, rupiah } from '@lindungi/jamsostek';
import { arrivedOf, callsOn } from './transfer.rules';

const paid = (paymentId: string, amount: number) => ({ paymentId, amount: rupiah(amount) });
const three = [paid('december', 8_400), paid('january', 16_800), paid('also january', 8_400)];

describe('what a transfer pays of what was deducted', () => {
  test.each([
    ['nothing', 0, []],
    ['less than the first', 8_399, []],
    ['the first', 8_400, ['december']],
    ['the first, and too little of the second: nobody is passed over', 17_000, ['december']],
    ['all', 33_600, ['december', 'january', 'also january']],
    ['more than all', 40_000, ['december', 'january', 'also january']],
  ])('%s', (_, came, arrived) => expect(arrivedOf(three, rupiah(came))).toEqual(arrived));
});

describe('an agency whose transfer of December is not seen', () => {
  const bill = {
    ...{ dueOn: localDate('2026-12-15'), graceUntil: localDate('2027-02-28') },
    ...{ owed: true, waiting: true },
  };
  const on = (today: string, more: object = {}) => callsOn(localDate(today), { ...bill, ...more });

  test.each([
    ['2026-12-14', []],
    ['2026-12-15', ['AGENCY_TRANSFER_AWAITED']],
    ['2027-01-28', ['AGENCY_TRANSFER_AWAITED']],
    ['2027-01-29', ['AGENCY_TRANSFER_AWAITED', 'AGENCY_TRANSFER_GRACE_NEAR']],
  ])('on %s calls %j', (today, calls) => expect(on(today)).toEqual(calls));

  test('is asked for it though the city has advanced it; nobody lapses then', () =>
    expect(on('2027-02-27', { waiting: false })).toEqual(['AGENCY_TRANSFER_AWAITED']));

  test('is left alone once it is seen whole', () =>
    expect(on('2027-02-27', { waiting: false, owed: false })).toEqual([]));
});
