import { ask, type Visitor } from '@lindungi/cli';

export interface DeedSeen {
  act: string;
  subject: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What beneficiaries' trail says of one object, newest first, as an officer of the city reads it. */
export async function deedsOf(officer: Visitor, kind: string, object: string): Promise<DeedSeen[]> {
  const query =
    'query($kind: String, $object: ID) { beneficiariesTrail(kind: $kind, object: $object) { edges { node { act subject reason before after } } } }';
  type Found = Record<'beneficiariesTrail', { edges: { node: Record<keyof DeedSeen, string | null> }[] }>;
  const { beneficiariesTrail: trail } = await ask<Found>(officer, query, { kind, object });
  return trail.edges.map(({ node: { act, subject, reason, before, after } }) => ({
    act: act ?? '',
    subject,
    reason,
    before: before && JSON.parse(before),
    after: after && JSON.parse(after),
  }));
}
