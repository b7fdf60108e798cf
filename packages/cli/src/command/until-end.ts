import type { House } from '../house/house';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C arrives several times: from the terminal, and from npm that passes it on. */
const SAME_KEYSTROKE_MS = 1_000;

/**
 * Listens for the wish to end: a signal, or the end of the program that started us.
 *
 * While the house is still being built it is simply left: whatever was started is tied to this
 * process and ends with it. Once it stands it is stopped in order; a second wish cuts that short.
 */
export function untilEnd(): { asked(house: House): Promise<void>; wished(): boolean } {
  let stop: ((why: string) => void) | undefined;
  let since = 0;
  const wish = (why: string) => {
    if (!stop) process.exit(1);
    if (since === 0) {
      since = Date.now();
      stop(why);
    } else if (Date.now() - since > SAME_KEYSTROKE_MS) {
      process.exit(1);
    }
  };
  for (const signal of SIGNALS) process.on(signal, () => wish(signal));
  process.on('disconnect', () => wish('disconnect'));
  // A closed terminal is no reason to fall before the house is stopped.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  return {
    wished: () => since > 0,
    async asked(house) {
      await new Promise<string>((resolve) => {
        stop = resolve;
      });
      console.log('\nMenghentikan…');
      await house.stop();
      console.log('Berhenti.');
    },
  };
}
