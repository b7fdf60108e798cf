import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Metrics } from './metrics';
import { subgraphHttp } from './subgraph-http';
import type { Stoppable } from './turn';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** One request as a subgraph sees it. */
interface Seen {
  body: string;
  connection: number;
  answer(): void;
}

const waited = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** A subgraph that answers with the body it was sent, when `answer` says. */
async function subgraph(answer: (seen: Seen, request: IncomingMessage, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const open = new Map<number, Set<string>>();
  const together: string[][] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      const connection = request.socket.remotePort as number;
      const beside = open.get(connection) ?? new Set();
      open.set(connection, beside.add(body));
      together.push([...beside]);
      const one = {
        body,
        connection,
        answer() {
          beside.delete(body);
          response.setHeader('content-type', 'application/json');
          response.end(body);
        },
      };
      seen.push(one);
      answer(one, request, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { known, ...rest } = riding((server.address() as AddressInfo).port);
  return {
    seen,
    /** What one connection had at a time, whenever one came. */
    together,
    ...rest,
    async known() {
      await known();
      seen.length = 0;
    },
  };
}

function riding(port: number) {
  const metrics = new Metrics();
  const http = subgraphHttp(`http://127.0.0.1:${port}/graphql`, metrics.callsTo('donors'));
  closing.push(() => http.close());
  const post = (body: string, { operation = '{a}', company = '3374', call }: Partial<Asking> = {}) =>
    http
      .post({ headers: '', body: Buffer.from(body), ...(call && { call }), ride: { operation, company } })
      .then(String);
  /** Until then nobody knows how quick it is, and it goes alone; on a busy machine the first may seem slow. */
  const known = async () => {
    for (let n = 0; n < 25; n++) await post('"known"');
  };
  return { post, known, metrics };
}

interface Asking {
  operation: string;
  company: string;
  call: Stoppable;
}

const bodies = (n: number, word = 'n') => Array.from({ length: n }, (_, i) => `"${word}${i}"`);
const most = (together: readonly string[][]) => Math.max(...together.map((it) => it.length));
const connectionsOf = (seen: readonly Seen[]) => new Set(seen.map((it) => it.connection)).size;

describe('reads that leave together', () => {
  test('go on one connection, and each gets its own answer', async () => {
    const { post, known, together } = await subgraph((it) => setTimeout(it.answer, Math.random() * 3));
    await known();
    for (let round = 0; round < 20; round++) {
      const asked = bodies(12, `r${round}-`);
      expect(await Promise.all(asked.map((it) => post(it)))).toEqual(asked);
    }
    expect(most(together)).toBeGreaterThan(1);
  });

  test('go alone while nobody knows how quick they are', async () => {
    const { post, seen } = await subgraph((it) => it.answer());
    await Promise.all(bodies(5).map((it) => post(it)));
    expect(connectionsOf(seen)).toBe(5);
  });

  test('of two cities are never on one connection at one time', async () => {
    const { post, known, together } = await subgraph((it) => setTimeout(it.answer, 5));
    await known();
    const asked = bodies(12);
    const company = (n: number) => (n % 2 ? '3374' : '6271');
    expect(await Promise.all(asked.map((it, n) => post(it, { company: company(n) })))).toEqual(asked);
    const cities = together
      .slice(25)
      .map((beside) => new Set(beside.map((it) => company(Number(it.slice(2, -1))))));
    expect(Math.max(...cities.map((it) => it.size))).toBe(1);
    expect(most(together)).toBeGreaterThan(1);
  });
});

describe('one that holds up those behind it', () => {
  test('is gone round: they are asked again, and it is still answered', async () => {
    let held: Seen | undefined;
    const { post, known, seen } = await subgraph((it) => {
      if (it.body === '"n0"') held = it;
      else it.answer();
    });
    await known();
    const asked = bodies(6);
    const answers = asked.map((it) => post(it));
    expect(await Promise.all(answers.slice(1))).toEqual(asked.slice(1));
    expect(seen).toHaveLength(6 + 5);
    held?.answer();
    expect(await answers[0]).toBe('"n0"');
    // Its connection brings the answers of the others after all; nobody is given them.
    expect(await Promise.all(bodies(6, 'later').map((it) => post(it)))).toEqual(bodies(6, 'later'));
  });

  test('is gone round for a few of all at most, whatever is slow', async () => {
    let answered = true;
    const { post, known, seen } = await subgraph((it) => answered && it.answer());
    await known();
    answered = false;
    const left: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void left.push(listener) };
    const answers = bodies(200).map((it) => post(it, { call }).catch(() => 'stopped'));
    await waited(300);
    expect(seen.length).toBeGreaterThan(0);
    for (const stop of left) stop(new Error('over'));
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['stopped']));
    // Twenty were saved up.
    expect(seen.length - 200).toBeLessThanOrEqual(20);
  });
});

describe('when all connections are busy', () => {
  test('who waited for one is gone round all the same', async () => {
    const held: Seen[] = [];
    const { post, known, seen } = await subgraph((it) => {
      if (it.body.startsWith('"busy') || it.body === '"n0"') held.push(it);
      else it.answer();
    });
    await known();
    const busy = bodies(64, 'busy').map((it, n) => post(it, { operation: `{unknown${n}}` }));
    while (seen.length < 64) await waited(5);
    const asked = bodies(4);
    const answers = asked.map((it) => post(it));
    await waited(20);
    expect(seen).toHaveLength(64);
    for (const it of held.splice(0)) it.answer();
    await Promise.all(busy);
    expect(await Promise.all(answers.slice(1))).toEqual(asked.slice(1));
    held[0]?.answer();
    expect(await answers[0]).toBe('"n0"');
  });
});

describe('one that nobody waits for any more', () => {
  test('keeps no connection, when those behind it went round', async () => {
    let closed = 0;
    const { post, known, seen } = await subgraph((it, request) => {
      if (it.body === '"n0"') request.socket.once('close', () => closed++);
      else it.answer();
    });
    await known();
    const stops: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void stops.push(listener) };
    const answers = bodies(4).map((it, n) => post(it, n === 0 ? { call } : {}));
    answers[0]?.catch(() => {});
    stops[0]?.(new Error('gone'));
    // It had not left yet.
    expect(await Promise.all(answers.slice(1))).toEqual(['"n1"', '"n2"', '"n3"']);
    seen.length = 0;
    const again = bodies(4).map((it, n) => post(it, n === 0 ? { call } : {}));
    while (seen.length < 4) await waited(5);
    stops[1]?.(new Error('gone'));
    await expect(again[0]).rejects.toThrow('gone');
    expect(await Promise.all(again.slice(1))).toEqual(['"n1"', '"n2"', '"n3"']);
    while (closed === 0) await waited(5);
  });

  test('leaves those beside it, and takes none of their answers', async () => {
    const waiting: Seen[] = [];
    const { post, known } = await subgraph(
      (it) => void (it.body === '"known"' ? it.answer() : waiting.push(it)),
    );
    await known();
    const stops: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void stops.push(listener) };
    const answers = bodies(5).map((it, n) => post(it, n === 2 ? { call } : {}));
    while (waiting.length < 5) await waited(5);
    stops[0]?.(new Error('gone'));
    await expect(answers[2]).rejects.toThrow('gone');
    for (const it of waiting) it.answer();
    answers.splice(2, 1);
    expect(await Promise.all(answers)).toEqual(['"n0"', '"n1"', '"n3"', '"n4"']);
  });

  test('closes its connection when it was the last on it', async () => {
    let closed = 0;
    const { post, known, seen, metrics } = await subgraph((it, request) => {
      if (it.body === '"known"') it.answer();
      else request.socket.once('close', () => closed++);
    });
    await known();
    const stops: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void stops.push(listener) };
    const answers = bodies(3).map((it) => post(it, { call }).catch(String));
    while (seen.length === 0) await waited(5);
    for (const stop of stops) stop(new Error('gone'));
    expect(await Promise.all(answers)).toEqual(Array(3).fill('Error: gone'));
    while (closed === 0) await waited(5);
    expect(metrics.text()).toContain('outcome="left"} 3\n');
  });
});

describe('a connection with several', () => {
  /** Says these texts to each connection, one for each request it has seen, and then what `end` says. */
  async function saying(texts: (n: number) => string, end: (socket: Socket, n: number) => void) {
    let all = 0;
    const server = createRawServer((socket) => {
      closing.push(() => void socket.destroy());
      socket.on('error', () => {});
      let mine = 0;
      socket.on('data', (piece) => {
        const asked = String(piece).split('POST ').length - 1;
        let text = '';
        for (let i = 0; i < asked; i++) text += texts(all++);
        socket.write(text);
        mine += asked;
        end(socket, mine);
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    closing.push(() => void server.close());
    return riding((server.address() as AddressInfo).port);
  }
  const TYPE = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

  test('is read right when answers come in one piece, with lengths and in chunks', async () => {
    const { post, known } = await saying(
      (n) =>
        n % 2
          ? `${TYPE}content-length: ${String(n).length}\r\n\r\n${n}`
          : `${TYPE}transfer-encoding: chunked\r\n\r\n${String(n).length}\r\n${n}\r\n0\r\n\r\n`,
      () => {},
    );
    await known();
    const answers = await Promise.all(bodies(12).map((it) => post(it)));
    expect(answers).toEqual(Array.from({ length: 12 }, (_, n) => String(n + 25)));
  });

  test('asks the rest anew when the subgraph closes it after an answer', async () => {
    const { post, known } = await saying(
      (n) =>
        n === 0
          ? `${TYPE}content-length: 1\r\n\r\n0`
          : `${TYPE}connection: close\r\ncontent-length: 1\r\n\r\n1`,
      (socket, mine) => mine > 25 && socket.end(),
    );
    await known();
    expect(await Promise.all(bodies(5).map((it) => post(it)))).toEqual(Array(5).fill('1'));
  });

  test('that is closed, and others that fail, leave nobody waiting', async () => {
    let last = false;
    const { post, known } = await saying(
      (n) => {
        last = n >= 25;
        if (!last) return `${TYPE}content-length: 1\r\n\r\n0`;
        return n === 25 ? `${TYPE}connection: close\r\ncontent-length: 1\r\n\r\n1` : '';
      },
      (socket) => last && socket.end(),
    );
    await known();
    const answers = await Promise.all(bodies(3).map((it) => post(it).catch(() => 'failed')));
    expect(answers).toEqual(['1', 'failed', 'failed']);
  });

  test('that breaks fails them all, and is never read further', async () => {
    const { post, known } = await saying(
      (n) => (n < 26 ? `${TYPE}content-length: 1\r\n\r\n1` : 'no HTTP\r\n\r\n'),
      () => {},
    );
    await known();
    const answers = await Promise.all(bodies(4).map((it) => post(it).catch(() => 'failed')));
    expect(answers).toEqual(['1', 'failed', 'failed', 'failed']);
  });
});
