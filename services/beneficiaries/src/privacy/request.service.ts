import { randomUUID } from 'node:crypto';
import { clockOfRequest, type DataRequestKind, type Law, type LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { hideName } from '../worker/numbers.rules';
import type { Sight } from '../worker/sight.rules';
import { WorkerNotFound } from '../worker/worker.errors';
import { auditReason } from '../worker/worker.rules';
import { DataReasonRefused } from './privacy.errors';
import { answerable } from './privacy.rules';
import type { OpenRequest, RequestAsker, RequestChannel } from './request-state';

/** What was asked at a counter, or by letter. */
export interface DataRequestForm {
  workerId: string;
  kind: DataRequestKind;
  askedBy: RequestAsker;
  channel: RequestChannel;
}

/** Who writes requests down, whose they may see, and by which law. */
export interface RequestDesk {
  law: Law;
  by: Actor;
  sight: Pick<Sight, 'everyone' | 'area'>;
  today: LocalDate;
}

/**
 * Writes a request down, once for each key; from then on its clock runs. Of an entry that was merged it is a request
 * about the person, under the entry that was kept.
 *
 * @returns its id
 * @throws WorkerNotFound  also for one whose data is gone
 */
export function recordRequestOnce(
  tx: InCity,
  asked: Asked,
  { workerId, kind, askedBy, channel }: DataRequestForm,
  { law, by, sight, today }: RequestDesk,
): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const [worker] = await tx.query<{ id: string }>(
      `select w.id from worker asked
         join worker w on w.city_id = $1 and w.id = asked.kept_id
        where asked.city_id = $1 and asked.id = any($2::uuid[]) and w.erased_at is null
          and ($3::boolean or w.kecamatan = $4)`,
      [tx.city.code, uuidsOf([{ id: workerId }]), sight.everyone, sight.area],
    );
    if (!worker) throw new WorkerNotFound();
    const id = randomUUID();
    const { hours } = clockOfRequest(law, kind, today);
    tx.write(
      `insert into data_request (city_id, id, worker_id, kind, state, asked_by, channel, recorded_by, due_at)
       values ($1, $2, $3, $4, 'OPEN', $5, $6, $7, date_trunc('milliseconds', now()) + make_interval(hours => $8::int))`,
      [tx.city.code, id, worker.id, kind, askedBy, channel, by.subject, hours],
    );
    const after = { kind, askedBy, channel, hours };
    recordDeed(tx, { by, act: 'recordDataRequest', kind: 'DataRequest', object: id, after });
    return { id };
  });
}

/**
 * Refuses a request, with a reason that is told to whoever asked.
 *
 * @throws DataReasonRefused, DataRequestNotFound, DataRequestAnswered
 */
export function refuseRequestOnce(
  tx: InCity,
  asked: Asked,
  { requestId, reason }: { requestId: string; reason: string },
  by: Actor,
): Promise<null> {
  return once(tx, asked, async () => {
    const said = auditReason(reason, DataReasonRefused);
    const { id, workerId } = answerable(await lockRequest(tx, requestId));
    const [worker] = await tx.query<{ name: string }>(
      'select name from worker where city_id = $1 and id = $2',
      [tx.city.code, workerId],
    );
    const refusal = hideName(said, worker?.name ?? '');
    tx.write(
      `update data_request set state = 'REFUSED', answered_by = $3, answered_at = now(), refusal = $4
        where city_id = $1 and id = $2`,
      [tx.city.code, id, by.subject, refusal],
    );
    recordDeed(tx, { by, act: 'refuseDataRequest', kind: 'DataRequest', object: id, reason: refusal });
    return null;
  });
}

/** A request while nobody else can answer it, about the person as they are known now; undefined for none. */
export async function lockRequest(tx: InCity, requestId: string): Promise<OpenRequest | undefined> {
  const [found] = await tx.query<OpenRequest>(
    `select r.id, w.kept_id as "workerId", r.kind, r.state from data_request r
       join worker w on w.city_id = $1 and w.id = r.worker_id
      where r.city_id = $1 and r.id = any($2::uuid[]) for update of r`,
    [tx.city.code, uuidsOf([{ id: requestId }])],
  );
  return found;
}

/** Marks a request as answered; `by` null is the house itself, at the end of a wait. */
export function answer(tx: InCity, requestId: string, by: Pick<Actor, 'subject'> | null): void {
  tx.write(
    `update data_request set state = 'ANSWERED', answered_by = $3, answered_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, requestId, by?.subject ?? null],
  );
}
