import type { LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { lockWorker } from '../protection/reservation.service';
import { checkRenewal, mayRenew, type StandingConsent } from './renewal.rules';
import { sightOf } from './sight.rules';
import type { Vault } from './vault';
import { WorkerNotFound } from './worker.errors';
import { type Candidate, type Consent, consentOf } from './worker.rules';

interface Known extends StandingConsent {
  id: string;
  before: Record<string, unknown>;
}

/** A consent given anew, and what was asked of how the worker lives with it; null: nobody asked. */
interface Given {
  consent: Consent;
  standingDeclared: boolean | null;
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
  candidate: Candidate,
  { vault, by, act }: { vault: Vault; by: Actor; act: string },
): Promise<string | undefined> {
  const index = vault.nikIndex(tx.city.code, candidate.nik);
  const known = await locked(tx, () => findBy(tx, by, 'n.nik_index = $2', index));
  if (!known?.withdrawnOn || !mayRenew(candidate.consent, known.withdrawnOn)) return undefined;
  keep(tx, known, candidate, { by, act });
  return known.id;
}

/**
 * Renews the consent of a worker somebody sees, once for each key: one that was withdrawn, or whose wording is not the one
 * agreed to now.
 *
 * @param given.consent  as it was typed
 * @throws WorkerNotFound also for who may not see them, and for whoever is erased or has asked to be
 * @throws ConsentRefused, ConsentNotRenewed, ConsentStands
 */
export function renewConsentOnce(
  tx: InCity,
  asked: Asked,
  given: { workerId: string; consent: Consent },
  { by, today }: { by: Actor; today: LocalDate },
): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const consent = consentOf(given.consent, tx.city.timeZone, today);
    const ids = uuidsOf([{ id: given.workerId }]);
    const known = await locked(tx, () => findBy(tx, by, 'n.id = any($2::uuid[])', ids));
    if (!known) throw new WorkerNotFound();
    checkRenewal(known, consent);
    keep(tx, known, { consent, standingDeclared: null }, { by, act: asked.mutation });
    return { id: known.id };
  });
}

/** Found, locked, and found again: another may have renewed it, or taken the data out, meanwhile. */
async function locked(tx: InCity, find: () => Promise<Known[]>): Promise<Known | undefined> {
  const [found] = await find();
  if (!found) return undefined;
  await lockWorker(tx, found.id);
  return (await find())[0];
}

function keep(
  tx: InCity,
  known: Known,
  { consent, standingDeclared }: Given,
  { by, act }: { by: Actor; act: string },
): void {
  const { channel, declaredBy, textVersion, on, at } = consent;
  tx.write(
    `update worker set consent_withdrawn_on = null, consent_renewed_at = now(), consent_channel = $3,
            consent_declared_by = $4, consent_text_version = $5, consent_on = $6, consent_at = $7,
            standing_declared = coalesce($8, standing_declared)
      where city_id = $1 and (id = $2 or merged_into = $2)`,
    [tx.city.code, known.id, channel, declaredBy, textVersion, on, at ?? null, standingDeclared],
  );
  recordDeed(tx, {
    by,
    act,
    kind: 'Worker',
    object: known.id,
    before: { ...known.before, withdrawnOn: known.withdrawnOn },
    after: {
      consent: { channel, declaredBy, textVersion, on },
      ...(standingDeclared !== null && { standingDeclared }),
      renewed: true,
    },
  });
}

/** The person, under the entry that was kept; none for who may not see them, or who goes. */
function findBy(tx: InCity, by: Actor, which: string, value: Buffer | string[]): Promise<Known[]> {
  const { everyone, area, donor } = sightOf(by);
  return tx.query<Known>(
    `select w.id, w.consent_withdrawn_on as "withdrawnOn", w.consent_declared_by as "declaredBy",
            w.consent_text_version as "textVersion", w.consent_on as "on",
            jsonb_build_object('consent', jsonb_build_object(
              'channel', w.consent_channel, 'declaredBy', w.consent_declared_by,
              'textVersion', w.consent_text_version, 'on', w.consent_on), 'standingDeclared', w.standing_declared) as before
       from worker n join worker w on w.city_id = $1 and w.id = n.kept_id
      where n.city_id = $1 and ${which} and w.erased_at is null
        and ($3::boolean or w.kecamatan = $4 or w.registered_by = $5::uuid
             or exists (select from protection p where p.city_id = $1 and p.donor_id = $5::uuid
                           and p.holder_id = w.id and p.state in ('PAID', 'PROTECTED', 'REJECTED')))
        and not exists (select from data_request r join worker e on e.city_id = $1 and e.id = r.worker_id
                         where r.city_id = $1 and r.kind = 'ERASURE' and r.state in ('OPEN', 'WAITING')
                           and e.kept_id = w.id)`,
    [tx.city.code, value, everyone, area, donor],
  );
}
