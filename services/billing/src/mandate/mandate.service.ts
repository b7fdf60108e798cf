import { randomUUID } from 'node:crypto';
import type { Law, LocalDate } from '@lindungi/jamsostek';
import { type Doer, uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { withdrawLines } from '../payroll/bill.service';
import {
  MandateAlreadyGiven,
  MandateAlreadyRevoked,
  MandateUnknown,
  MandateWithoutAgency,
} from './mandate.errors';
import { type Letter, letterOf, mandateNumber } from './mandate.rules';

/**
 * Keeps the letter a donor has signed. Another is kept only when the one before is revoked.
 *
 * @returns the mandate's id
 * @throws MandateTextRefused, MandateCapRefused, MandateStartRefused, MandateFieldRefused,
 *         MandateWithoutAgency, MandateAlreadyGiven
 */
export async function giveMandate(
  tx: InCity,
  law: Law,
  by: Doer,
  asked: Letter,
  today: LocalDate,
): Promise<string> {
  const letter = letterOf(law, asked, today);
  const { code } = tx.city;
  const { subject: donorId } = by;
  const [placed] = await tx.query(
    'select from placement where city_id = $1 and donor_id = $2 and left_at is null',
    [code, donorId],
  );
  if (!placed) throw new MandateWithoutAgency();

  const number = mandateNumber(code, await nextNumber(tx));
  const [given] = await tx.query<{ id: string }>(
    `insert into mandate (city_id, id, number, donor_id, signed_as, nip_end, text_version, bank, cap, proof_hash,
                          first_month)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (city_id, donor_id) where revoked_at is null do nothing returning id`,
    [
      code,
      randomUUID(),
      number,
      donorId,
      letter.signedAs,
      letter.nipEnd,
      letter.textVersion,
      letter.bank,
      letter.cap,
      letter.proofHash,
      letter.firstMonth,
    ],
  );
  if (!given) throw new MandateAlreadyGiven();
  const { cap, firstMonth, textVersion } = letter;
  recordDeed(tx, {
    ...{ by, act: 'giveMandate', kind: 'Mandate', object: given.id },
    after: { number, cap, firstMonth, textVersion },
  });
  return given.id;
}

/** The city's own counter; who asks next waits until this one has committed, so no number is lost. */
async function nextNumber(tx: InCity): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    `insert into mandate_counter (city_id, last) values ($1, 1)
     on conflict (city_id) do update set last = mandate_counter.last + 1 returning last`,
    [tx.city.code],
  );
  return row!.last;
}

/**
 * Ends a donor's own mandate, at once: nothing is deducted by it from this moment on.
 *
 * @throws MandateUnknown, MandateAlreadyRevoked
 *
 * Source: KUH Perdata Pasal 1814.
 */
export async function revokeMandate(tx: InCity, by: Doer, mandateId: string): Promise<void> {
  const [mandate] = await tx.query<{ id: string; revoked: boolean }>(
    `select id, revoked_at is not null as revoked from mandate
      where city_id = $1 and id = any($2::uuid[]) and donor_id = $3 for update`,
    [tx.city.code, uuidsOf([{ id: mandateId }]), by.subject],
  );
  if (!mandate) throw new MandateUnknown();
  if (mandate.revoked) throw new MandateAlreadyRevoked();
  tx.write('update mandate set revoked_at = greatest(now(), given_at) where city_id = $1 and id = $2', [
    tx.city.code,
    mandate.id,
  ]);
  withdrawLines(tx, mandate.id);
  recordDeed(tx, { by, act: 'revokeMandate', kind: 'Mandate', object: mandate.id });
}
