import { randomUUID } from 'node:crypto';
import type { LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { hideName } from './numbers.rules';
import type { Vault } from './vault';
import { NikReveal } from './worker.entity';
import { WorkerNotFound } from './worker.errors';
import { revealReason } from './worker.rules';

/** What BPJS asks for when a worker is registered there, and what is otherwise shown to nobody. */
export interface Revealed {
  nik: string;
  birthDate: LocalDate;
  phone: string | null;
}

interface Sealed {
  id: string;
  name: string;
  nik: Buffer;
  phone: Buffer | null;
  birthDate: LocalDate;
}

/**
 * Shows a worker's NIK, and writes down who saw it and why: both or neither. For roles that see the
 * whole city.
 *
 * @throws RevealReasonRefused, WorkerNotFound
 */
export async function revealNik(
  tx: InCity,
  vault: Vault,
  by: Actor,
  asked: { workerId: string; reason: string },
): Promise<Revealed> {
  const said = revealReason(asked.reason);
  const [worker] = await tx.query<Sealed>(
    `select id, name, nik_sealed as nik, phone_sealed as phone, birth_date as "birthDate"
       from worker where city_id = $1 and id = any($2::uuid[]) and erased_at is null`,
    [tx.city.code, uuidsOf([{ id: asked.workerId }])],
  );
  if (!worker) throw new WorkerNotFound();

  const { id, birthDate } = worker;
  const reason = hideName(said, worker.name);
  tx.insert(NikReveal, {
    id: randomUUID(),
    workerId: id,
    revealedBy: by.subject,
    roles: [...by.roles],
    reason,
  });
  recordDeed(tx, { by, act: 'revealNik', kind: 'Worker', object: id, reason });
  const open = (column: string, sealed: Buffer) =>
    vault.open(tx.city.code, { table: 'worker', column, row: id }, sealed);
  return {
    nik: open('nik_sealed', worker.nik),
    birthDate,
    phone: worker.phone && open('phone_sealed', worker.phone),
  };
}
