import { describe, expect, test } from '@jest/globals';
import { localDate, month, readLaw } from '@lindungi/jamsostek';
import { countdownOf } from './lapse.rules';
import { assertHandable } from './pool.rules';

const law = readLaw();
const at = (today: string) => countdownOf(law, month('2026-11'), 'OPEN', localDate(today));
const worker = { donorId: 'sari', kecamatan: '33.74.15', next: 'OPEN' as const, held: false };
const donor = { donorId: 'sari', kecamatan: null };
const hand =
  (
    changes: Partial<typeof worker> = {},
    seen: Parameters<typeof assertHandable>[2] = donor,
    today = '2026-11-20',
  ) =>
  () =>
    assertHandable({ ...worker, ...changes }, at(today), seen);
const refused = (code: string) => expect.objectContaining({ code });

describe('a worker is handed on', () => {
  test('by the donor who paid last, the officer of the kecamatan, or the city; before cover ends or in arrears', () => {
    for (const seen of [
      donor,
      { donorId: null, kecamatan: '33.74.15' },
      { donorId: null, kecamatan: null },
    ]) {
      expect(hand({}, seen)).not.toThrow();
      expect(hand({}, seen, '2027-02-28')).not.toThrow();
    }
  });

  test.each([
    ['of another donor', hand({ donorId: 'hadi' }), 'POOL_WORKER_UNKNOWN'],
    ['of another kecamatan', hand({}, { donorId: null, kecamatan: '33.74.01' }), 'POOL_WORKER_UNKNOWN'],
    ['whom nobody knows', () => assertHandable(undefined, at('2026-11-20'), donor), 'POOL_WORKER_UNKNOWN'],
    ['whose time is over', hand({}, donor, '2027-03-01'), 'POOL_TOO_LATE'],
    ['whose next month is paid', hand({ next: 'PAID' }), 'POOL_NEXT_MONTH_PAID'],
    ['whose next month an agency deducted', hand({ next: 'AWAITED' }), 'POOL_NEXT_MONTH_PAID'],
    ['whom a pledge still holds', hand({ held: true }), 'POOL_PLEDGE_OPEN'],
  ])('but not one %s', (_, handing, code) => expect(handing).toThrow(refused(code)));
});
