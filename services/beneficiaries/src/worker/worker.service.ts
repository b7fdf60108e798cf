import { randomUUID } from 'node:crypto';
import { DomainError, type Law, type LocalDate, maskNik, type Words } from '@lindungi/jamsostek';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { noteDuplicates } from '../duplicate/duplicate.service';
import { move } from '../progress/progress.service';
import { hideNumbers } from './numbers.rules';
import { renewConsent } from './renewal.service';
import { areaOfRegistrar } from './sight.rules';
import type { Vault } from './vault';
import { WorkerAlreadyRegistered } from './worker.errors';
import { type Candidate, checkImportSize, readForm, type WorkerForm } from './worker.rules';

/** What registering needs besides the form. */
export interface Registry {
  law: Law;
  vault: Vault;
  by: Actor;
  today: LocalDate;
}

/** A row left out of an import, in words for either language; kept for a replay. */
export interface RowRefused {
  row: number;
  code: string;
  words: Words;
}

/**
 * Registers one worker, once for each key; somebody the city has already, and who withdrew consent, is brought back by
 * their new one, where the registrar may see them.
 *
 * @throws WorkerAlreadyRegistered when the city has the NIK, and what `readForm` throws
 */
export function registerWorkerOnce(
  tx: InCity,
  asked: Asked,
  form: WorkerForm,
  registry: Registry,
): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const candidate = readFor(tx, registry, form);
    const [added] = await addWorkers(tx, [candidate], registry, asked.mutation);
    const id = added ?? (await renewConsent(tx, candidate, { ...registry, act: asked.mutation }));
    if (!id) throw new WorkerAlreadyRegistered();
    return { id };
  });
}

/**
 * Registers many, once for each key; a row that is refused does not stop the others.
 *
 * @throws ImportSizeRefused
 */
export function importWorkersOnce(
  tx: InCity,
  asked: Asked,
  forms: readonly WorkerForm[],
  registry: Registry,
): Promise<{ ids: string[]; refused: RowRefused[] }> {
  return once(tx, asked, async () => {
    checkImportSize(forms.length);
    const refused: RowRefused[] = [];
    const candidates: Candidate[] = [];
    const rows: number[] = [];
    forms.forEach((form, index) => {
      try {
        candidates.push(readFor(tx, registry, form));
        rows.push(index + 1);
      } catch (error) {
        refused.push(refusedRow(index + 1, error));
      }
    });
    const added = await addWorkers(tx, candidates, registry, asked.mutation);
    added.forEach((id, at) => {
      if (!id) refused.push(refusedRow(rows[at]!, new WorkerAlreadyRegistered()));
    });
    const ids = added.filter((id) => id !== undefined);
    return { ids, refused: refused.sort((a, b) => a.row - b.row) };
  });
}

const readFor = (tx: InCity, { law, by, today }: Registry, form: WorkerForm) =>
  readForm(law, tx.city, areaOfRegistrar(by), form, today);

/** The words are kept for a replay, and may repeat what was typed: a NIK in the wrong box is not kept. */
function refusedRow(row: number, error: unknown): RowRefused {
  if (!(error instanceof DomainError)) throw error;
  const { id, en } = error.words;
  return { row, code: error.code, words: { id: hideNumbers(id), en: hideNumbers(en) } };
}

/**
 * Writes candidates whose NIK the city does not have.
 *
 * @returns an id for each candidate in order, undefined where the NIK was there, or came twice
 */
export async function addWorkers(
  tx: InCity,
  candidates: readonly Candidate[],
  { vault, by }: Registry,
  act: string,
): Promise<(string | undefined)[]> {
  const rows = candidates.map((it) => rowOf(tx.city.code, it, vault, by.subject));
  const written = await tx.query<{ id: string }>(
    `insert into worker (city_id, id, name, nik_sealed, nik_index, nik_mask, registry_hash, birth_date, occupation,
            sector, kecamatan, kelurahan, relation, phone_sealed, flags, consent_channel, consent_declared_by,
            consent_text_version, consent_on, registered_by, sample, second_occupation, work_place, consent_at,
            standing_declared, phone_index)
     select $1, id, name, decode(nik_sealed, 'hex'), decode(nik_index, 'hex'), nik_mask, decode(registry_hash, 'hex'),
            birth_date, occupation, sector, kecamatan, kelurahan, relation, decode(phone_sealed, 'hex'), flags,
            consent_channel, consent_declared_by, consent_text_version, consent_on, registered_by, sample,
            second_occupation, work_place, consent_at, standing_declared, decode(phone_index, 'hex')
       from jsonb_to_recordset($2::jsonb) as r (id uuid, name text, nik_sealed text, nik_index text, nik_mask text,
            registry_hash text, birth_date date, occupation text, sector text, kecamatan text, kelurahan text,
            relation text, phone_sealed text, flags text[], consent_channel text, consent_declared_by text,
            consent_text_version text, consent_on date, registered_by uuid, sample boolean,
            second_occupation text, work_place text, consent_at timestamptz, standing_declared boolean,
            phone_index text)
      order by nik_index -- one order for all, so that two imports of the same people wait and do not deadlock
     on conflict (city_id, nik_index) do nothing
     returning id`,
    [tx.city.code, JSON.stringify(rows)],
  );
  const ids = new Set(written.map(({ id }) => id));
  candidates.forEach((candidate, at) => {
    if (ids.has(rows[at]!.id))
      recordDeed(tx, { by, act, kind: 'Worker', object: rows[at]!.id, after: saidOf(candidate) });
  });
  const fresh = rows.filter(({ id }) => ids.has(id));
  await noteDuplicates(
    tx,
    fresh.map((row) => ({ ...row, birthDate: row.birth_date, phone: row.phone_index })),
  );
  const places = candidates.filter((_, at) => ids.has(rows[at]!.id)).map(({ kecamatan }) => kecamatan);
  move(
    tx,
    places.map((kecamatan) => ({ kecamatan, figure: 'workers', by: 1 })),
  );
  return rows.map(({ id }) => (ids.has(id) ? id : undefined));
}

/** What the trail says of a registration: where and of what kind, and how consent was given; nobody's name. */
const saidOf = ({ kecamatan, sector, relation, consent, standingDeclared, sample }: Candidate) => ({
  kecamatan,
  sector,
  relation,
  consent: { channel: consent.channel, declaredBy: consent.declaredBy, textVersion: consent.textVersion },
  standingDeclared,
  sample,
});

function rowOf(city: string, candidate: Candidate, vault: Vault, registeredBy: string) {
  const { nik, phone, birthDate, consent, secondOccupation, workPlace, standingDeclared, ...plain } =
    candidate;
  const id = randomUUID();
  const seal = (column: string, secret: string) =>
    vault.seal(city, { table: 'worker', column, row: id }, secret).toString('hex');
  return {
    ...plain,
    id,
    nik_sealed: seal('nik_sealed', nik),
    nik_index: vault.nikIndex(city, nik).toString('hex'),
    nik_mask: maskNik(nik),
    registry_hash: vault.registryHash(nik).toString('hex'),
    birth_date: birthDate,
    phone_sealed: phone === null ? null : seal('phone_sealed', phone),
    phone_index: phone === null ? null : vault.phoneIndex(city, phone).toString('hex'),
    consent_channel: consent.channel,
    consent_declared_by: consent.declaredBy,
    consent_text_version: consent.textVersion,
    consent_on: consent.on,
    consent_at: consent.at,
    second_occupation: secondOccupation,
    work_place: workPlace,
    standing_declared: standingDeclared,
    registered_by: registeredBy,
  };
}
