/** The longest a timer can wait. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds until then, as a timer can take them. @param until  epoch seconds */
export const timeLeft = (until: number): number => Math.min(Math.max(until * 1000 - Date.now(), 0), LONGEST);
