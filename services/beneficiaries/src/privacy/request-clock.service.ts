import { DataRequestDue, tell } from '@lindungi/events';
import type { DataRequestKind } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { LEAD_HOURS, phaseOfRequest, type RequestPhase } from './request-clock.rules';

interface Due {
  id: string;
  kind: DataRequestKind;
  dueAt: string;
}

/**
 * Tells of every request whose 3x24 hours run out, and of every one whose have: each once, however many processes ask and
 * however often. Of an erasure that waits for BPJS nobody is late.
 *
 * @param now  by the clock that `due_at` was counted on
 * @returns how many were told
 */
export async function noticeRequests(tx: InCity, now: Date): Promise<number> {
  const open = await tx.query<Due>(
    `select id, kind, due_at as "dueAt" from data_request
      where city_id = $1 and state = 'OPEN' and due_at <= $2::timestamptz + make_interval(hours => $3::int)`,
    [tx.city.code, now.toISOString(), LEAD_HOURS],
  );
  const due = open.flatMap((request) => {
    const phase = phaseOfRequest(request.dueAt, now);
    return phase ? [{ ...request, phase }] : [];
  });
  if (due.length === 0) return 0;
  const fresh = await tx.query<{ id: string; phase: RequestPhase }>(
    `insert into request_notice (city_id, request_id, phase)
     select $1, id, phase from unnest($2::uuid[], $3::text[]) as it (id, phase) order by id
     on conflict do nothing returning request_id as id, phase`,
    [tx.city.code, due.map(({ id }) => id), due.map(({ phase }) => phase)],
  );
  const told = new Set(fresh.map(({ id }) => id));
  for (const { id: requestId, kind, phase, dueAt } of due) {
    if (told.has(requestId))
      tell(tx, DataRequestDue, { requestId, kind, phase, dueAt: new Date(dueAt).toISOString() });
  }
  return fresh.length;
}
