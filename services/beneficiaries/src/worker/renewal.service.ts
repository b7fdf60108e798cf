import type { LocalDate } from '@lindungi/jamsostek';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { lockWorker } from '../protection/reservation.service';
import { mayRenew } from './renewal.rules';
import { sightOf } from './sight.rules';
import type { Vault } from './vault';
import type { Candidate } from './worker.rules';

interface Known {
  id: string;
  withdrawnOn: LocalDate;
  before: Record<string, unknown>;
}

/**
 * Consent given again by somebody who had withdrawn it: pledges may reserve them from now on. What else is kept of them
 * stays as it is (a correction is asked for), and the consent before stands in the deed.
 *
 * Only for who may see this worker already, and only what the worker declares: who withdrew is the one to come back.
 * Whoever is erased, or has asked to be, is not called back by it.
 *
 * @returns their id; undefined where nothing is renewed, and the caller then says what is said of anybody registered
 */
export async function renewConsent(
  tx: InCity,
  { nik, consent, standingDeclared }: Candidate,
  { vault, by, act }: { vault: Vault; by: Actor; act: string },
): Promise<string | undefined> {
  const index = vault.nikIndex(tx.city.code, nik);
  const [found] = await find(tx, by, index);
  if (!found) return undefined;
  await lockWorker(tx, found.id);
  const [known] = await find(tx, by, index); // another may have renewed it, or taken the data out, meanwhile
  if (!known || !mayRenew(consent, known.withdrawnOn)) return undefined;

  const { channel, declaredBy, textVersion, on, at } = consent;
  tx.write(
    `update worker set consent_withdrawn_on = null, consent_renewed_at = now(), consent_channel = $3,
            consent_declared_by = $4, consent_text_version = $5, consent_on = $6, consent_at = $7, standing_declared = $8
      where city_id = $1 and (id = $2 or merged_into = $2)`,
    [tx.city.code, known.id, channel, declaredBy, textVersion, on, at ?? null, standingDeclared],
  );
  recordDeed(tx, {
    by,
    act,
    kind: 'Worker',
    object: known.id,
    before: { ...known.before, withdrawnOn: known.withdrawnOn },
    after: { consent: { channel, declaredBy, textVersion, on }, standingDeclared, renewed: true },
  });
  return known.id;
}

/** The person with this number, under the entry that was kept; none for who may not see them, has not withdrawn, or goes. */
function find(tx: InCity, by: Actor, index: Buffer): Promise<Known[]> {
  const { everyone, area, donor } = sightOf(by);
  return tx.query<Known>(
    `select w.id, w.consent_withdrawn_on as "withdrawnOn", jsonb_build_object('consent', jsonb_build_object(
              'channel', w.consent_channel, 'declaredBy', w.consent_declared_by,
              'textVersion', w.consent_text_version, 'on', w.consent_on), 'standingDeclared', w.standing_declared) as before
       from worker n join worker w on w.city_id = $1 and w.id = n.kept_id
      where n.city_id = $1 and n.nik_index = $2 and w.erased_at is null and w.consent_withdrawn_on is not null
        and ($3::boolean or w.kecamatan = $4 or w.registered_by = $5::uuid
             or exists (select from protection p where p.city_id = $1 and p.donor_id = $5::uuid
                           and p.holder_id = w.id and p.state in ('PAID', 'PROTECTED', 'REJECTED')))
        and not exists (select from data_request r join worker e on e.city_id = $1 and e.id = r.worker_id
                         where r.city_id = $1 and r.kind = 'ERASURE' and r.state in ('OPEN', 'WAITING')
                           and e.kept_id = w.id)`,
    [tx.city.code, index, everyone, area, donor],
  );
}
