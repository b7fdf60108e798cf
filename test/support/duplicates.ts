import { ask, mutate, type Visitor } from '@lindungi/cli';

/** Two entries that may be one person. */
export interface Pair {
  id: string;
  score: number;
  because: string[];
  worker: { id: string; name: string };
  other: { id: string; name: string };
}

/** The pairs that an officer is asked about. */
export async function pairsSeenBy(who: Visitor): Promise<Pair[]> {
  const query =
    '{ possibleDuplicates { edges { node { id score because worker { id name } other { id name } } } } }';
  const found = await ask<{ possibleDuplicates: { edges: { node: Pair }[] } }>(who, query);
  return found.possibleDuplicates.edges.map(({ node }) => node);
}

/** What was made of two entries, as long as it can be undone. */
export interface Merge {
  id: string;
  keptId: string;
  mergedId: string;
  undoUntil: string;
  undoneAt: string | null;
}

/** An officer makes two entries one person. */
export async function merges(
  officer: Visitor,
  input: { keptId: string; mergedId: string; reason: string; idempotencyKey: string },
): Promise<Merge> {
  const fields = 'merge { id keptId mergedId undoUntil undoneAt }';
  return (await mutate<{ merge: Merge }>(officer, 'mergeWorkers', input, fields)).merge;
}
