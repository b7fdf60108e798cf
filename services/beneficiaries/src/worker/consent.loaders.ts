import { type ChildBatch, oneFor, uuidsOf } from '@lindungi/subgraph';
import type { Own } from '../context';
import type { WorkerConsent } from './consent.entity';
import { sightOf } from './sight.rules';

/** Consents of many workers: for officers of the place and the city, and for who registered them; null for anybody else. */
export const consentsOfWorkers: ChildBatch<{ id: string }, WorkerConsent | null, Own> = async (
  workers,
  ctx,
) => {
  const { everyone, area, donor } = sightOf(ctx.principal);
  const rows = await ctx.read<WorkerConsent & { id: string }>(
    `select id, consent_channel as channel, consent_declared_by as "declaredBy", consent_text_version as "textVersion",
            consent_on as "on", consent_at as at, consent_withdrawn_on as "withdrawnOn"
       from worker where city_id = $1 and id = any($2::uuid[])
        and ($3::boolean or kecamatan = $4 or registered_by = $5::uuid)`,
    [ctx.city.code, uuidsOf(workers), everyone, area, donor],
  );
  return oneFor(
    workers.map(({ id }) => id),
    rows,
    ({ id }) => id,
  );
};
