import type { Month } from '@lindungi/jamsostek';
import { type ChildBatch, oneFor, uuidsOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { Claim, ClaimRow } from '../claim/claim.entity';
import { claimsByIds, sightOfClaims } from '../claim/claim.loaders';
import { runningClocks } from '../claim/overdue.loaders';
import type { BenefitsContext, Own } from '../context';
import { type CoverageReason, reasonsIn } from '../coverage/reason.entity';
import { monthNoLongerCovered } from '../coverage/reason.rules';
import type { Looker } from '../coverage/sight.rules';
import type { NoticeRow } from './duty.entity';

type Asking = Pick<BenefitsContext, 'city' | 'read' | 'principal'>;

/** SQL over `claim` c: it rests on a month that was covered when it was filed, and is not any more. */
export const IN_DOUBT = `not exists (select from claim later where later.city_id = $1 and later.replaces = c.id)
  and exists (select from coverage was where was.city_id = $1 and was.worker_id = c.worker_id and was.month = c.month)
  and not exists (select from covered_month it where it.city_id = $1 and it.worker_id = c.worker_id and it.month = c.month)`;

/** A notice stands while its duty does, and only the later of the two that a clock has. */
const STANDING = `
  from duty_notice n left join claim c on c.city_id = $1 and c.id = n.claim_id
 where n.city_id = $1 and case when n.claim_id is null then $2::boolean else $3::boolean or c.kecamatan = $4 end
   and case n.duty
         when 'ANSWER' then not exists (select from grievance_answer a where a.city_id = $1 and a.grievance_id = n.grievance_id)
         when 'REVIEW' then ${IN_DOUBT}
           and not exists (select from duty_review r where r.city_id = $1 and r.notice_id = n.id)
         else exists (select from (${runningClocks('$5')}) clock
                       where clock.id = n.claim_id and clock.duty = n.duty and clock.due_on = n.due_on) end
   and not exists (select from duty_notice later where later.city_id = $1 and later.duty = n.duty and n.duty <> 'REVIEW'
                      and n.phase = 'BEFORE' and later.phase = 'AFTER' and later.due_on = n.due_on
                      and later.claim_id is not distinct from n.claim_id
                      and later.grievance_id is not distinct from n.grievance_id)`;

const COLUMNS = `n.id, n.duty, n.phase, n.due_on as "dueOn", n.month, n.told_at as "toldAt", n.claim_id as "claimId",
  n.grievance_id as "grievanceId"`;

/** Claims as far as somebody sees claims; grievances are the city's officer's. */
function sightOfDuties({ city, principal }: { city: BenefitsContext['city']; principal: Looker }): unknown[] {
  const { all, kecamatan } = sightOfClaims({ principal });
  return [city.code, principal.roles.includes('ADMIN'), all, kecamatan, city.timeZone];
}

/** What stands of what the caller was told, the latest first. */
export function standingNotices(
  ctx: Asking,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
): Promise<NoticeRow[]> {
  return ctx.read(
    `select ${COLUMNS} ${STANDING} and ($6::timestamptz is null or (n.told_at, n.id) < ($6, $7::uuid))
      order by n.told_at desc, n.id desc limit $8`,
    [...sightOfDuties(ctx), after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** One that stands, when the caller may see it, and how many do in all. */
export async function standingNotice(
  ctx: Asking,
  id: string | null,
): Promise<{ notice: NoticeRow | null; open: number }> {
  const [count] = await ctx.read<{ open: number }>(
    `select count(*)::int as open ${STANDING}`,
    sightOfDuties(ctx),
  );
  const notice = id ? await noticeById(ctx, id) : undefined;
  return { notice: notice ?? null, open: count?.open ?? 0 };
}

/** One that stands, when the caller may see it. */
export async function noticeById(ctx: Asking, id: string): Promise<NoticeRow | undefined> {
  const [notice] = await ctx.read<NoticeRow>(`select ${COLUMNS} ${STANDING} and n.id = any($6::uuid[])`, [
    ...sightOfDuties(ctx),
    uuidsOf([{ id }]),
  ]);
  return notice;
}

/** The same inside a use case. */
export async function noticeSeen(tx: InCity, by: Looker, id: string): Promise<NoticeRow | undefined> {
  const [notice] = await tx.query<NoticeRow>(`select ${COLUMNS} ${STANDING} and n.id = any($6::uuid[])`, [
    ...sightOfDuties({ city: tx.city, principal: by }),
    uuidsOf([{ id }]),
  ]);
  return notice;
}

/** The claim each notice is about, as far as the caller sees claims. */
export const claimsOfNotices: ChildBatch<NoticeRow, ClaimRow | null, Own> = async (notices, ctx, names) => {
  const refs = notices.flatMap(({ claimId }) => (claimId ? [{ id: claimId }] : []));
  const claims = refs.length > 0 ? await claimsByIds(refs, ctx, ['id', ...names]) : [];
  return oneFor(
    notices.map(({ claimId }) => claimId ?? ''),
    claims,
    ({ id }) => id,
  );
};

/** What speaks against claims that were read as far as the caller sees claims. */
export const reasonsOfClaims: ChildBatch<Pick<Claim, 'id'>, CoverageReason[], Own> = async (claims, ctx) => {
  const doubted = await ctx.read<{ id: string; month: Month }>(
    `select c.id, c.month from claim c where c.city_id = $1 and c.id = any($2::uuid[]) and ${IN_DOUBT}`,
    [ctx.city.code, uuidsOf(claims)],
  );
  const months = new Map(doubted.map(({ id, month }) => [id, month]));
  return claims.map(({ id }) => {
    const month = months.get(id);
    return reasonsIn(ctx.language, month ? [monthNoLongerCovered(month)] : []);
  });
};
