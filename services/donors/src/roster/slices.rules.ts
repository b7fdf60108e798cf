/** Into so many parts the ids of a roster are cut, so that no statement looks at all of a long one. */
export const SLICES = 16;

/** The ids of one part, from 0: `from` included, `to` not; the last part has no end. */
export function sliceOf(part: number): { from: string; to: string | null } {
  const first = (digit: number) => `${digit.toString(16)}0000000-0000-0000-0000-000000000000`;
  return { from: first(part), to: part + 1 < SLICES ? first(part + 1) : null };
}
