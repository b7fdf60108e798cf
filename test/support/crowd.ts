import { Agent, request } from 'node:http';

/** One request of a crowd. */
export interface CrowdRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Many who ask without end, and do not wait when they are told to. */
export interface Crowd {
  /** Sends everybody home; how many answers there were, by status. */
  goesHome(): Promise<Record<number, number>>;
}

const TICK_MS = 5;

/**
 * A crowd at the gateway that asks so often a second, whether or not it is answered.
 *
 * @param next  the nth request
 */
export function crowdAt(url: string, perSecond: number, next: (n: number) => CrowdRequest): Crowd {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const answers: Record<number, number> = {};
  const under = new Set<Promise<void>>();
  const began = performance.now();
  let sent = 0;
  const one = ({ path, headers, body }: CrowdRequest) =>
    new Promise<void>((done) => {
      const said = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...headers,
      };
      const asking = request(url + path, { method: 'POST', agent, headers: said }, (answer) => {
        answers[answer.statusCode ?? 0] = (answers[answer.statusCode ?? 0] ?? 0) + 1;
        answer.resume().once('close', done);
      });
      asking.once('error', () => {
        answers[0] = (answers[0] ?? 0) + 1;
        done();
      });
      asking.end(body);
    });
  const coming = setInterval(() => {
    while (sent < ((performance.now() - began) / 1_000) * perSecond) {
      const asking = one(next(sent++));
      under.add(asking);
      void asking.then(() => under.delete(asking));
    }
  }, TICK_MS);
  return {
    async goesHome() {
      clearInterval(coming);
      await Promise.all(under);
      agent.destroy();
      return answers;
    },
  };
}
