import type { LocalDate } from '@lindungi/jamsostek';
import { type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { ClaimRow } from '../claim/claim.entity';
import { claimSeen } from '../claim/claim.loaders';
import type { Actor } from '../context';
import { HeirsUnneeded } from './heir.errors';
import { type HeirsTold, readHeirs } from './heir.rules';

/** Heirs as somebody writes them down. */
export interface WritingDown {
  claimId: string;
  heirs: HeirsTold;
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
}

/**
 * Writes down who the heirs are, and whether the donor may hear of the outcome. What is written last stands: consent is
 * taken back by writing them down without it.
 *
 * @throws ClaimNotFound, HeirsUnneeded, HeirsRefused, HeirsConsentRefused
 */
export function recordHeirs(tx: InCity, writing: WritingDown): Promise<{ claim: ClaimRow }> {
  const { claimId, idempotencyKey, by, today } = writing;
  const input = { claimId, ...writing.heirs };
  return once(tx, { subject: by.subject, mutation: 'recordHeirs', key: idempotencyKey, input }, async () => {
    const claim = await claimSeen(tx, by, claimId);
    if (claim.kind !== 'DEATH') throw new HeirsUnneeded();
    const { relations, mayTellDonor, consentChannel, consentOn } = readHeirs(writing.heirs, today);
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`heirs ${claim.id}`]);
    tx.write(
      `insert into claim_heirs (city_id, claim_id, number, relations, may_tell_donor, consent_channel, consent_on, recorded_by)
       select $1, $2::uuid, count(*) + 1, $3::text[], $4::boolean, $5::text, $6::date, $7::uuid from claim_heirs where city_id = $1 and claim_id = $2::uuid`,
      [tx.city.code, claim.id, [...relations], mayTellDonor, consentChannel, consentOn, by.subject],
    );
    recordDeed(tx, {
      by,
      act: 'recordHeirs',
      kind: 'Claim',
      object: claim.id,
      after: { heirs: relations.length, mayTellDonor },
    });
    return { claim };
  });
}
