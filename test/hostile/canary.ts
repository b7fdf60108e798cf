import { ask, isRefusal } from './ask';
import { GOOD_BODY } from './hostile-request';

/** A good query, asked ten times a second beside everything else. */
export interface Canary {
  asked(): number;
  failures: string[];
  stop(): Promise<void>;
}

const BEAT_MS = 100;

export function canary(port: number): Canary {
  const failures: string[] = [];
  const open = new Set<Promise<void>>();
  let asked = 0;
  const beat = async (): Promise<void> => {
    asked++;
    try {
      const answered = await ask(port, { name: 'canary', body: GOOD_BODY });
      const good = answered.status === 200 && !isRefusal(answered) && answered.body.includes('"Tempat 1"');
      if (!good) failures.push(`${answered.status} ${answered.body.slice(0, 200)}`);
    } catch (error) {
      failures.push(String(error));
    }
  };
  const timer = setInterval(() => {
    const one = beat().finally(() => open.delete(one));
    open.add(one);
  }, BEAT_MS);
  return {
    asked: () => asked,
    failures,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
}
