import type { SampleDoor } from './load-sample';
import { mutate } from './visitor';

/**
 * The benefit that was handed over at the movement's event in Ngaliyan: Rp206,060,400 from four programmes. JKM
 * pays Rp42,000,000 of it by law; how the rest splits over JHT, JP and scholarship is not known.
 *
 * Source: ANTARA, 24 March 2025.
 */
export async function loadPayout(door: SampleDoor): Promise<void> {
  const input = {
    title: 'Santunan yang diserahkan di Kecamatan Ngaliyan',
    paidOn: '2025-03-24',
    total: 206_060_400,
    programmes: [
      { programme: 'JKM', amount: 42_000_000 },
      { programme: 'JHT', amount: null },
      { programme: 'JP', amount: null },
      { programme: 'BEASISWA', amount: null },
    ],
    source: 'ANTARA, 24 Maret 2025',
    idempotencyKey: 'sample-payout',
  };
  await mutate(await door.as('semarang:admin'), 'recordPayout', input, 'payout { id }');
}
