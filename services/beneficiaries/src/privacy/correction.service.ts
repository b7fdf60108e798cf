import type { LocalDate } from '@lindungi/jamsostek';
import { parseNik } from '@lindungi/jamsostek';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import type { Vault } from '../worker/vault';
import { assertAge, flagsOf, kecamatanOf, nameOf, phoneOf } from '../worker/worker.rules';
import { NothingToCorrect, OtherKecamatan } from './privacy.errors';
import { answerable, maskChange } from './privacy.rules';
import { answer, lockRequest } from './request.service';

/** What is said to be right; what is left out stays as it is. */
export interface Correction {
  name?: string | null;
  birthDate?: LocalDate | null;
  kelurahan?: string | null;
  phone?: string | null;
}

interface Stored {
  name: string;
  birthDate: LocalDate;
  kecamatan: string;
  kelurahan: string;
  phone: Buffer | null;
  nik: Buffer;
}

/** The fields a correction may change, as people wrote them. */
type Fields = { name: string; birthDate: LocalDate; kelurahan: string; phone: string | null };

/**
 * Corrects a worker, and answers the request for it. The trail says which fields, masked; before and after in full
 * stay sealed with the request, until the person's data goes.
 *
 * @returns the worker's id
 * @throws DataRequestNotFound, DataRequestAnswered, NothingToCorrect, OtherKecamatan, WorkerNameRefused,
 *   BirthDateRefused, WorkerTooOld, KelurahanUnknown, PhoneMalformed
 */
export function correctWorkerOnce(
  tx: InCity,
  asked: Asked,
  { requestId, ...correction }: Correction & { requestId: string },
  { vault, by, today }: { vault: Vault; by: Actor; today: LocalDate },
): Promise<{ workerId: string }> {
  return once(tx, asked, async () => {
    const { id, workerId } = answerable(await lockRequest(tx, requestId), 'CORRECTION');
    const stored = await storedOf(tx, workerId);
    const place = (column: string) => ({ table: 'worker', column, row: workerId });
    const open = (column: string, sealed: Buffer) => vault.open(tx.city.code, place(column), sealed);
    const phone = stored.phone && open('phone_sealed', stored.phone);
    const { name, birthDate, kelurahan } = stored;
    const { before, after } = changesOf(
      { name, birthDate, kelurahan, phone },
      read(tx.city, correction, stored, today),
    );
    const now: Fields = { name, birthDate, kelurahan, phone, ...after };
    const nik = parseNik(open('nik_sealed', stored.nik));
    const flags = after.birthDate === undefined ? null : flagsOf(nik, after.birthDate, today);
    tx.write(
      `update worker set name = $3, birth_date = $4, kelurahan = $5, phone_sealed = $6, flags = coalesce($7, flags),
              phone_index = $8
        where city_id = $1 and id = $2`,
      [
        tx.city.code,
        workerId,
        now.name,
        now.birthDate,
        now.kelurahan,
        now.phone && vault.seal(tx.city.code, place('phone_sealed'), now.phone),
        flags,
        now.phone && vault.phoneIndex(tx.city.code, now.phone),
      ],
    );
    keepChange(tx, vault, id, { before, after });
    answer(tx, id, by);
    recordDeed(tx, {
      by,
      act: 'correctWorker',
      kind: 'Worker',
      object: workerId,
      before: maskChange(before),
      after: maskChange(after),
    });
    return { workerId };
  });
}

async function storedOf(tx: InCity, workerId: string): Promise<Stored> {
  const [stored] = await tx.query<Stored>(
    `select name, birth_date as "birthDate", kecamatan, kelurahan, phone_sealed as phone, nik_sealed as nik
       from worker where city_id = $1 and id = $2 for update`,
    [tx.city.code, workerId],
  );
  if (!stored) throw new Error(`The worker ${workerId} of a data request is gone.`);
  return stored;
}

/** What was typed, in the forms that are stored. */
function read(
  city: InCity['city'],
  { name, birthDate, kelurahan, phone }: Correction,
  stored: Stored,
  today: LocalDate,
): Partial<Fields> {
  if (birthDate) assertAge(birthDate, today);
  if (kelurahan && kecamatanOf(city, null, kelurahan) !== stored.kecamatan) throw new OtherKecamatan();
  return {
    ...(name && { name: nameOf(name) }),
    ...(birthDate && { birthDate }),
    ...(kelurahan && { kelurahan }),
    ...(phone && { phone: phoneOf(phone) }),
  };
}

/** Only what differs. @throws NothingToCorrect */
function changesOf(
  stored: Fields,
  typed: Partial<Fields>,
): { before: Partial<Fields>; after: Partial<Fields> } {
  const fields = (Object.keys(typed) as (keyof Fields)[]).filter((field) => typed[field] !== stored[field]);
  if (fields.length === 0) throw new NothingToCorrect();
  const only = (of: Partial<Fields>) =>
    Object.fromEntries(fields.map((field) => [field, of[field]])) as Partial<Fields>;
  return { before: only(stored), after: only(typed) };
}

function keepChange(tx: InCity, vault: Vault, requestId: string, change: object): void {
  const place = { table: 'data_request', column: 'change_sealed', row: requestId };
  tx.write('update data_request set change_sealed = $3 where city_id = $1 and id = $2', [
    tx.city.code,
    requestId,
    vault.seal(tx.city.code, place, JSON.stringify(change)),
  ]);
}
