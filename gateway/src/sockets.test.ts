import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { ended, openSockets } from './channel.fixture';

let served: Awaited<ReturnType<typeof openSockets>>;
const opened: WebSocket[] = [];
beforeAll(async () => {
  served = await openSockets();
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate();
});
afterAll(() => served.stop());

/** A bare client of the protocol. */
async function client(greeting: object | null = {}, more = {}) {
  const socket = new WebSocket(served.url, 'graphql-transport-ws', more);
  opened.push(socket);
  const heard: unknown[] = [];
  const waiting: ((it: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    const wanted = waiting.shift();
    if (wanted) wanted(message);
    else heard.push(message);
  });
  const closed = new Promise<number>((done) => socket.once('close', done));
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  const next = () =>
    heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((tell) => waiting.push(tell));
  await new Promise<void>((ready, fail) => socket.once('open', ready).once('error', fail));
  if (greeting) {
    send({ type: 'connection_init', payload: greeting });
    if (!('authorization' in greeting)) await next();
  }
  const subscribe = async (id = '1', query = 'subscription { a }') => {
    const before = served.channels.length;
    send({ id, type: 'subscribe', payload: { query } });
    await until(() => served.channels.length > before);
    return served.channels.at(-1)!;
  };
  return { socket, send, next, closed, subscribe, heard };
}

async function until(so: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !so(); n++) await new Promise((later) => setTimeout(later, 5));
  expect(so()).toBe(true);
}

describe('a socket', () => {
  test('carries streams and single answers side by side, each under its id', async () => {
    const { subscribe, next, send } = await client();
    const a = await subscribe('a');
    const b = await subscribe('b"');
    a.say('{"data":{"n":1}}');
    b.say('{"data":{"n":2}}');
    send({ id: 'c', type: 'subscribe', payload: { query: '{ one }' } });
    expect([await next(), await next(), await next(), await next()]).toEqual([
      { id: 'a', type: 'next', payload: { data: { n: 1 } } },
      { id: 'b"', type: 'next', payload: { data: { n: 2 } } },
      { id: 'c', type: 'next', payload: { data: { one: 1 } } },
      { id: 'c', type: 'complete' },
    ]);
    b.end();
    a.end(ended('DEGRADED'));
    expect([await next(), await next()]).toEqual([
      { id: 'b"', type: 'complete' },
      { id: 'a', type: 'error', payload: [{ message: 'It is over.', extensions: { code: 'DEGRADED' } }] },
    ]);
  });

  test('leaves a stream when its client completes it, and all when it closes', async () => {
    const { subscribe, send, socket } = await client();
    const [a, b] = [await subscribe('a'), await subscribe('b')];
    send({ id: 'a', type: 'complete' });
    await until(() => a.left === 1);
    expect(b.left).toBe(0);
    socket.terminate();
    await until(() => b.left === 1);
  });

  test('whose reader is too slow holds little, and closes with 4409', async () => {
    const { subscribe, socket, closed } = await client();
    const channel = await subscribe();
    (socket as unknown as { _socket: { pause(): void; resume(): void } })._socket.pause();
    const frame = `{"data":"${'x'.repeat(100_000)}"}`;
    for (let n = 0; n < 200; n++) channel.say(frame);
    await new Promise((later) => setTimeout(later, 100));
    expect(channel.waiting).toBeGreaterThan(100);
    channel.end(ended('STREAM_TOO_SLOW'));
    (socket as unknown as { _socket: { pause(): void; resume(): void } })._socket.resume();
    expect(await closed).toBe(4409);
  });

  test('goes on where it was when a reader that paused reads again', async () => {
    const { subscribe, socket, heard } = await client();
    const channel = await subscribe();
    const { _socket } = socket as unknown as { _socket: { pause(): void; resume(): void } };
    _socket.pause();
    for (let n = 0; n < 300; n++) channel.say(`{"data":{"n":${n},"x":"${'x'.repeat(50_000)}"}}`);
    await until(() => channel.waiting > 0);
    _socket.resume();
    await until(() => heard.length === 300);
    expect(heard.map((it) => (it as { payload: { data: { n: number } } }).payload.data.n)).toEqual(
      Array.from({ length: 300 }, (_, n) => n),
    );
  });

  test('ends with its token', async () => {
    const { closed } = await client({ Authorization: `until ${Date.now() / 1000 + 0.2}` });
    expect(await closed).toBe(4403);
  });
});

describe('a token that follows the first', () => {
  const soon = (seconds: number) => Date.now() / 1000 + seconds;
  const renewal = (authorization: string) => ({ type: 'ping', payload: { authorization } });
  const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

  test('keeps the socket and its streams, and asks from then on', async () => {
    const greeting = { authorization: `until ${soon(0.3)} sari`, language: 'en' };
    const { subscribe, send, next, socket } = await client(greeting);
    expect(await next()).toEqual({ type: 'connection_ack' });
    const channel = await subscribe();
    const until = soon(60);
    send(renewal(`until ${until} sari`));
    expect(await next()).toEqual({ type: 'pong' });
    await later(500);
    channel.say('{"data":{"n":1}}');
    expect(await next()).toMatchObject({ type: 'next', payload: { data: { n: 1 } } });
    expect([socket.readyState, channel.left]).toEqual([socket.OPEN, 0]);
    send({ id: '2', type: 'subscribe', payload: { query: '{ one }' } });
    await next();
    expect(served.askers.at(-1)).toEqual({ until, name: 'sari', language: 'en' });
  });

  test('ends the socket in its turn', async () => {
    const { send, closed, next } = await client({ authorization: `until ${soon(60)} sari` });
    await next();
    send(renewal(`until ${soon(0.2)} sari`));
    expect(await closed).toBe(4403);
  });

  test.each([
    ['is of other rights', 4403, `until ${soon(600)} budi`],
    ['is not valid', 4403, 'bad'],
  ])('closes the socket when it %s', async (_, code, token) => {
    const { subscribe, send, closed, next } = await client({ authorization: `until ${soon(600)} sari` });
    await next();
    const channel = await subscribe();
    send(renewal(token));
    expect(await closed).toBe(code);
    await until(() => channel.left === 1);
  });

  test('is no greeting', async () => {
    const { send, closed } = await client(null);
    send(renewal(`until ${soon(60)} sari`));
    expect(await closed).toBe(4401);
  });
});

describe('a socket is closed', () => {
  const cases: [string, number, object | null, unknown[]][] = [
    ['for a bad token', 4403, { authorization: 'bad' }, []],
    ['for a second greeting', 4429, {}, [{ type: 'connection_init' }]],
    ['for asking before it greets', 4401, null, [{ id: '1', type: 'subscribe', payload: {} }]],
    ['for a message that is none', 4400, {}, [['what']]],
    ['for an unknown type', 4400, {}, [{ id: '1', type: 'jump' }]],
    ['for an operation without an id', 4400, {}, [{ type: 'subscribe', payload: {} }]],
    ['for sending without end', 4429, {}, Array(400).fill({ type: 'ping' })],
    ['for a message beyond the limit', 1009, {}, [{ id: '1', type: 'x'.repeat(70_000) }]],
    ['for silence instead of a greeting', 4408, null, []],
  ];
  test.each(cases)('%s with %i', async (_, code, greeting, messages) => {
    const { send, closed } = await client(greeting);
    for (const message of messages) send(message);
    expect(await closed).toBe(code);
  });

  test('for an id that is taken', async () => {
    const { subscribe, send, closed } = await client();
    await subscribe('a');
    send({ id: 'a', type: 'subscribe', payload: { query: 'subscription { a }' } });
    expect(await closed).toBe(4409);
  });
});

test('refuses the fifty-first stream of one socket, and keeps the others', async () => {
  const { subscribe, send, next } = await client();
  for (let n = 0; n < 50; n++) await subscribe(String(n));
  send({ id: 'more', type: 'subscribe', payload: { query: 'subscription { a }' } });
  expect(await next()).toMatchObject({
    id: 'more',
    type: 'error',
    payload: [{ extensions: { code: 'TOO_MANY_STREAMS' } }],
  });
});

test("another site's page is not let in", async () => {
  await expect(client({}, { origin: 'https://evil.example' })).rejects.toThrow('403');
  const { socket } = await client({}, { origin: 'https://portal.example' });
  expect(socket.readyState).toBe(socket.OPEN);
});
