/** A file that somebody sends: four thousand donors are a quarter of its bytes, and it may be so many ms on its way. */
export const RECEIVED = { most: 1024 * 1024, patienceMs: 20_000 };
