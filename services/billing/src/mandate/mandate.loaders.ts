import { type Columns, type Context, selectList, uuidsOf } from '@lindungi/subgraph';
import { treasurerOf } from '../agency/agency.service';
import type { Mandate } from './mandate.entity';

const columns: Columns = {
  id: 'mandate.id',
  number: 'number',
  donorId: 'mandate.donor_id',
  donor: ['donorId'],
  agencyCode: 'agency',
  agency: ['agencyCode'],
  signedAs: 'signed_as',
  nipEnd: 'nip_end',
  textVersion: 'text_version',
  bank: 'bank',
  cap: 'cap',
  proofHash: 'proof_hash',
  firstMonth: 'first_month',
  givenAt: 'given_at',
  revokedAt: 'revoked_at',
};

const placed = `mandate join placement
    on placement.city_id = mandate.city_id and placement.donor_id = mandate.donor_id`;

/** Mandates by id: the donor's own, the treasurer's agency's, for the administrator any; others are not there. */
export async function readMandates(
  refs: readonly object[],
  ctx: Context,
  asked: string[],
): Promise<Mandate[]> {
  const { roles, worksIn } = await treasurerOf(ctx);
  const agency = roles.includes('TREASURER') ? (worksIn ?? null) : null;
  const self = roles.includes('DONOR') ? ctx.principal.subject : null;
  return ctx.read<Mandate>(
    `select ${selectList(columns, asked)} from ${placed}
      where mandate.city_id = $1 and mandate.id = any($2::uuid[])
        and ($3::boolean or agency = $4 or mandate.donor_id::text = $5)`,
    [ctx.city.code, uuidsOf(refs), roles.includes('ADMIN'), agency, self],
  );
}

/** Mandates of one donor, or of one agency's donors, the latest first, from `after` on; the revoked ones too. */
export function mandatesOf(
  ctx: Context,
  whose: { donorId: string | null } | { agency: string },
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<Mandate[]> {
  const [key, value] =
    'agency' in whose ? ['agency', whose.agency] : ['mandate.donor_id::text', whose.donorId];
  return ctx.read<Mandate>(
    `select ${selectList(columns, asked, ['id', 'givenAt'])} from ${placed}
      where mandate.city_id = $1 and ${key} = $2
        and ($3::timestamptz is null or (given_at, mandate.id) < ($3, $4::uuid))
      order by given_at desc, mandate.id desc limit $5`,
    [ctx.city.code, value, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}
