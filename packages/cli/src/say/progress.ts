import type { WriteStream } from 'node:tty';

/** What a long piece of work says about itself: one line for each step, with its time. */
export interface Progress {
  /** Runs `work` under a line of its own; `words` are Indonesian, in the present. */
  step<T>(words: string, work: (tell: (more: string) => void) => Promise<T>): Promise<T>;
  /** Something worth a line that is not a step: a process restarted, a warning. */
  note(words: string): void;
}

/** Says nothing: for tests. */
export const silent: Progress = { step: (_, work) => work(() => {}), note: () => {} };

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** A turning line on a terminal, plain finished lines in a file or a pipe. */
export function progressOn(
  out: Pick<WriteStream, 'write' | 'isTTY'>,
  now: () => number = Date.now,
): Progress {
  let turning: NodeJS.Timeout | undefined;
  const clear = () => out.isTTY && out.write('\r\u001b[2K');

  return {
    async step(words, work) {
      const began = now();
      let more = '';
      const seconds = () => ((now() - began) / 1000).toFixed(1);
      if (out.isTTY) {
        let frame = 0;
        const turn = () => {
          clear();
          out.write(`${FRAMES[frame++ % FRAMES.length]} ${words}${more && ` (${more})`} ${seconds()} s`);
        };
        turn();
        turning = setInterval(turn, 100);
      }
      const finish = (mark: string) => {
        clearInterval(turning);
        turning = undefined;
        clear();
        out.write(`${mark} ${words}${more && ` (${more})`} ${seconds()} s\n`);
      };
      try {
        const result = await work((text) => {
          more = text;
        });
        finish('✓');
        return result;
      } catch (error) {
        finish('✗');
        throw error;
      }
    },
    note(words) {
      if (turning) clear();
      out.write(`• ${words}\n`);
    },
  };
}
