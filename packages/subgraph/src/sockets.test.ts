import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { operationText, type Pass } from '@lindungi/tenancy';
import { WebSocket } from 'ws';
import { openMarket, pass } from './street.fixture';

let market: Awaited<ReturnType<typeof openMarket>>;
const opened: WebSocket[] = [];
beforeAll(async () => {
  market = await openMarket();
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate();
  market.live.changes = [];
});
afterAll(() => market.stop());

type Message = { type: string; payload?: unknown };

/** A bare client of the protocol: what it was sent, and how it ended. */
function connect() {
  const socket = new WebSocket(`${market.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  opened.push(socket);
  const messages: Message[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    waiting.shift()?.();
  });
  const closed = new Promise<number>((done) => socket.on('close', done));
  const send = (message: object) => socket.send(JSON.stringify(message));
  const next = async (): Promise<Message> => {
    while (messages.length === 0) await new Promise<void>((done) => waiting.push(done));
    return messages.shift() as Message;
  };
  const ready = new Promise<void>((done, failed) => {
    socket.on('error', failed);
    socket.on('open', () => {
      send({ type: 'connection_init' });
      done();
    });
  });
  const subscribe = (
    query: string,
    { shown = stream(query), id = '1', variables = undefined as object | undefined } = {},
  ) => send({ id, type: 'subscribe', payload: { query, variables, extensions: { pass: shown } } });
  return { socket, ready, send, next, closed, subscribe };
}

/** What the gateway shows for one operation. */
const stream = (query: string, more: Partial<Pass> = {}, variables?: Record<string, unknown>) =>
  pass({ kind: 'STREAM', ...more }, operationText(query, variables));
const changes =
  'subscription { stallChanged(id: "s1") { stall { name wares { name } } cursor gap { refetch reason } } }';

describe('a subscription', () => {
  test('begins with what is, goes on with what changes, and ends at its source', async () => {
    market.live.changes = [{ id: 's1', name: 'Bu Tini & Anak' }];
    const client = connect();
    await client.ready;
    expect(await client.next()).toEqual({ type: 'connection_ack' });
    client.subscribe(changes);

    expect(await client.next()).toMatchObject({
      type: 'next',
      payload: {
        data: {
          stallChanged: {
            stall: { name: 'Bu Tini', wares: [{ name: 'tempe' }, { name: 'tahu' }] },
            cursor: 'c0',
            gap: { refetch: true, reason: expect.stringMatching(/load your data again/) },
          },
        },
      },
    });
    expect(await client.next()).toMatchObject({
      payload: { data: { stallChanged: { stall: { name: 'Bu Tini & Anak' }, cursor: 'c1', gap: null } } },
    });

    const before = market.live.ended;
    client.send({ id: '1', type: 'complete' });
    for (let i = 0; i < 50 && market.live.ended === before; i++)
      await new Promise((done) => setTimeout(done, 10));
    expect(market.live.ended).toBe(before + 1);
  });

  test('that breaks says INTERNAL and leaves the socket open', async () => {
    market.live.changes = [new Error('password of "postgres" is wrong')];
    const client = connect();
    await client.ready;
    await client.next();
    client.subscribe(changes);
    await client.next();

    const broken = await client.next();
    expect(broken).toMatchObject({
      type: 'error',
      payload: [{ message: 'Internal', extensions: { code: 'INTERNAL' } }],
    });
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
  });

  test('has no loader, for that would remember', async () => {
    const client = connect();
    await client.ready;
    await client.next();
    client.subscribe('subscription { stallChanged(id: "s2") { cursor } }');
    expect(await client.next()).toMatchObject({
      payload: { errors: [{ extensions: { code: 'INTERNAL' } }] },
    });
    expect(market.reported.at(-1)?.message).toMatch(/ctx\.load.* in a subscription/);
  });
});

const past = Math.floor(Date.now() / 1000) - 1;

describe('a socket', () => {
  test.each([
    ['no pass', ''],
    ['a pass for a call', pass({}, operationText(changes, undefined))],
    ['an old pass', stream(changes, { exp: past })],
    ['a pass of another city', stream(changes, { city: '9999' })],
    ['a pass for another operation', stream(changes.replace('cursor', 'cursor cursor'))],
    ['a pass for other values', stream(changes, {}, { id: 's1' })],
    ['a pass for the empty body', pass({ kind: 'STREAM' })],
  ])('is closed for who shows %s', async (_, shown) => {
    const client = connect();
    await client.ready;
    await client.next();
    client.subscribe(changes, { shown });
    expect(await client.closed).toBe(4403);
  });

  test('carries the streams of many, and turns one away without a word to the others', async () => {
    const client = connect();
    await client.ready;
    await client.next();
    client.subscribe(changes, { id: 'a', shown: stream(changes, { subject: 'p1' }) });
    expect(await client.next()).toMatchObject({ id: 'a', type: 'next' });
    client.subscribe(changes, { id: 'b', shown: stream(changes, { exp: past }) });
    expect(await client.next()).toMatchObject({
      id: 'b',
      type: 'error',
      payload: [{ extensions: { code: 'PASS_REFUSED' } }],
    });
    client.subscribe(changes, { id: 'c', shown: stream(changes, { subject: 'p2' }) });
    expect(await client.next()).toMatchObject({ id: 'c', type: 'next' });
  });

  test('is closed for a message beyond 128 KiB', async () => {
    // graphql-ws tells the console of it, in words of its own.
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    const client = connect();
    await client.ready;
    await client.next();
    client.subscribe(' '.repeat(140_000));
    expect(await client.closed).toBe(1009);
    told.mockRestore();
  });

  test.each([
    ['a query', '{ __typename }', 'BAD_REQUEST'],
    ['an invalid document', 'subscription { stallChange(id: "s1") { cursor } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no document', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['a document as deep as a well', `subscription ${'{a'.repeat(2400)}`, 'GRAPHQL_PARSE_FAILED'],
  ])('refuses %s and stays open', async (_, query, code) => {
    const client = connect();
    await client.ready;
    await client.next();
    client.subscribe(query);
    expect(await client.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code } }] });
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
  });

  test('elsewhere is not opened', async () => {
    const socket = new WebSocket(`${market.url.replace('http', 'ws')}/other`);
    const status = await new Promise((done) =>
      socket.on('unexpected-response', (_, reply) => done(reply.statusCode)),
    );
    expect(status).toBe(404);
    socket.on('error', () => {});
    socket.terminate();
  });
});

test('a market that closes says so to its sockets and does not wait for them', async () => {
  const other = await openMarket();
  const socket = new WebSocket(`${other.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise((done) => socket.on('open', done));
  const closed = new Promise((done) => socket.on('close', done));
  const begun = Date.now();
  await other.stop();
  expect(Date.now() - begun).toBeLessThan(2000);
  expect(await closed).toBe(1001);
});
