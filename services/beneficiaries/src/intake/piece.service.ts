import { randomUUID } from 'node:crypto';
import type { InCity } from '@lindungi/tenancy';
import type { Actor } from '../context';
import type { Vault } from '../worker/vault';
import type { FileState } from './intake.rules';

/** Where a piece of a file lies; bound to its number, so that pieces cannot change places. */
const placeOf = (fileId: string, number: number) => ({
  table: 'worker_file_piece',
  column: 'sealed',
  row: `${fileId} ${number}`,
});

/** A file begins to arrive. */
export async function beginFile(tx: InCity, { subject, roles, area }: Actor): Promise<string> {
  const id = randomUUID();
  tx.write(
    `insert into worker_file (city_id, id, state, uploaded_by, roles, area) values ($1, $2, 'ARRIVING', $3, $4, $5)`,
    [tx.city.code, id, subject, [...roles], area],
  );
  return id;
}

/** Keeps the next bytes of it, sealed. */
export async function keepPiece(
  tx: InCity,
  vault: Vault,
  piece: { fileId: string; number: number; bytes: Buffer },
): Promise<void> {
  const { fileId, number, bytes } = piece;
  const sealed = vault.seal(tx.city.code, placeOf(fileId, number), bytes.toString('base64'));
  tx.write('insert into worker_file_piece (city_id, file_id, number, sealed) values ($1, $2, $3, $4)', [
    ...[tx.city.code, fileId, number, sealed],
  ]);
}

/** The bytes of a piece, if there is one. */
export async function openPiece(
  tx: InCity,
  vault: Vault,
  fileId: string,
  number: number,
): Promise<Buffer | undefined> {
  const [piece] = await tx.query<{ sealed: Buffer }>(
    'select sealed from worker_file_piece where city_id = $1 and file_id = $2 and number = $3',
    [tx.city.code, fileId, number],
  );
  return piece && Buffer.from(vault.open(tx.city.code, placeOf(fileId, number), piece.sealed), 'base64');
}

/**
 * The file is here, whole. One that this person has sent before is the same file: nothing is read again.
 *
 * @param mark  keyed, of all its bytes
 */
export async function fileArrived(
  tx: InCity,
  fileId: string,
  by: Actor,
  mark: Buffer,
): Promise<{ id: string; state: FileState }> {
  const name = [tx.city.code, by.subject, mark];
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `files ${tx.city.code} ${by.subject}`,
  ]);
  const [known] = await tx.query<{ id: string; state: FileState }>(
    'select id, state from worker_file where city_id = $1 and uploaded_by = $2 and mark = $3',
    name,
  );
  if (known) {
    await dropFile(tx, fileId);
    return known;
  }
  tx.write(`update worker_file set state = 'READING', mark = $3 where city_id = $1 and id = $2`, [
    ...[tx.city.code, fileId, mark],
  ]);
  return { id: fileId, state: 'READING' };
}

/** What did not arrive whole leaves nothing behind. */
export async function dropFile(tx: InCity, fileId: string): Promise<void> {
  dropPieces(tx, fileId);
  tx.write('delete from worker_file where city_id = $1 and id = $2', [tx.city.code, fileId]);
}

/** Its bytes are needed no more. */
export function dropPieces(tx: InCity, fileId: string): void {
  tx.write('delete from worker_file_piece where city_id = $1 and file_id = $2', [tx.city.code, fileId]);
}
