import { type Context, groupFor, oneFor } from '@lindungi/subgraph';
import type { Claim } from '../claim/claim.entity';
import type { HeirRelation } from '../heir/heir.rules';
import type { ClaimDocument, ClaimPaper, PaperSeen } from './document.entity';
import { PAPER_WORDS, type Paper, papersOf } from './paper.rules';

type Ticked = PaperSeen & { claimId: string; paper: Paper };
type Row = ClaimDocument & { claimId: string; paper: Paper };

/** The papers of claims that were read as far as the caller sees claims, and what of them is here. */
export async function papersOfClaims(
  claims: readonly Claim[],
  { city, read, language }: Pick<Context, 'city' | 'read' | 'language'>,
): Promise<ClaimPaper[][]> {
  const ids = claims.map(({ id }) => id);
  const rows = await read<Row>(
    `select claim_id as "claimId", id, paper, type, size, encode(sha256, 'hex') as sha256, uploaded_at as "uploadedAt"
       from claim_document where city_id = $1 and claim_id = any($2::uuid[]) order by claim_id, uploaded_at, id`,
    [city.code, ids],
  );
  const heirs = await read<{ claimId: string; relations: HeirRelation[] }>(
    `select distinct on (claim_id) claim_id as "claimId", relations
       from claim_heirs where city_id = $1 and claim_id = any($2::uuid[]) order by claim_id, number desc`,
    [city.code, ids],
  );
  const ticked = await read<Ticked>(
    `select "claimId", paper, "on", by
       from (select distinct on (claim_id, paper) claim_id as "claimId", paper, on_day as "on", told_by as by, seen
               from claim_paper_seen where city_id = $1 and claim_id = any($2::uuid[])
              order by claim_id, paper, number desc) last
      where seen`,
    [city.code, ids],
  );
  const seen = groupFor(ids, ticked, (row) => row.claimId);
  const documents = groupFor(ids, rows, (row) => row.claimId);
  const relations = oneFor(ids, heirs, (row) => row.claimId);
  return claims.map((claim, at) => {
    const here = documents[at] ?? [];
    const listed = papersOf(claim, relations[at]?.relations ?? []);
    const shown = new Map(seen[at]?.map((it) => [it.paper, { on: it.on, by: it.by }]));
    const others = [...new Set([...here.map((it) => it.paper), ...shown.keys()])].filter(
      (paper) => !listed.some((it) => it.paper === paper),
    );
    return [...listed, ...others.map((paper) => ({ paper, needed: false }))].map(({ paper, needed }) => {
      const files = here.filter((it) => it.paper === paper);
      const name = PAPER_WORDS[paper][language];
      const missing = needed && files.length === 0 && !shown.has(paper);
      return { paper, name, needed, missing, seen: shown.get(paper) ?? null, documents: files };
    });
  });
}
