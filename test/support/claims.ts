import { ask, mutate, type Visitor } from '@lindungi/cli';

/** A claim as stories look at it. */
export interface SeenClaim {
  id: string;
  state: string;
  amount: number;
  lines: { amount: number }[];
  clock: { payBy: string | null; daysLate: number; lateAmount: number | null };
  papers: { paper: string; missing: boolean; documents: { id: string; sha256: string; type: string }[] }[];
  heirs: { rank: number; entitled: string[]; mayTellDonor: boolean } | null;
}

const CLAIM = `id state amount lines { amount } clock { payBy daysLate lateAmount }
  papers { paper missing documents { id sha256 type } } heirs { rank entitled mayTellDonor }`;

/** A claim, as somebody sees it; null for who may not. */
export async function claimOf(who: Visitor, id: string): Promise<SeenClaim | null> {
  const query = `query($id: ID!) { claim(id: $id) { ${CLAIM} } }`;
  return (await ask<{ claim: SeenClaim | null }>(who, query, { id })).claim;
}

/** Claims for a death, as an officer files it. */
export async function filesClaim(
  who: Visitor,
  input: { workerId: string; programme: 'JKM' | 'JKK'; occurredOn: string; idempotencyKey: string },
): Promise<SeenClaim> {
  return (await mutate<{ claim: SeenClaim }>(who, 'fileClaim', input, `claim { ${CLAIM} }`)).claim;
}

interface Addressed {
  address: { path: string };
}

/** Where a paper of a claim is sent, once. */
export async function addressForPaper(
  who: Visitor,
  input: { claimId: string; paper: string; fileName: string; size: number },
): Promise<string> {
  const { address } = await mutate<Addressed>(who, 'addressForPaper', input, 'address { path }');
  return who.url + address.path;
}

/** Where a document is fetched, once. */
export async function addressOfDocument(who: Visitor, documentId: string): Promise<string> {
  const { address } = await mutate<Addressed>(who, 'addressOfDocument', { documentId }, 'address { path }');
  return who.url + address.path;
}
