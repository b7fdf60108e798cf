import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { TOKEN_HEADER } from './event-lines';
import { openTwoCities, type TwoCities } from './two-cities.fixture';

const PALANGKA = 'palangkaraya.localhost';
const SEMARANG = 'semarang.localhost';
const QUERY = { query: '{ city { name } }' };

let cities: TwoCities;
const opened: WebSocket[] = [];
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await cities.stop();
});

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Status and `retry-after` of who is not even let in. */
class NotOpened extends Error {
  constructor(
    readonly status: number | undefined,
    readonly retryAfter: string | undefined,
  ) {
    super(`not opened: ${status}`);
  }
}

async function client(host: string, greeting: object = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${cities.port}/graphql`, 'graphql-transport-ws', {
    headers: { host },
  });
  opened.push(socket);
  const heard: { id?: string; type: string; payload?: unknown }[] = [];
  const closed = new Promise<[number, string]>((done) =>
    socket.once('close', (code, why) => done([code, String(why)])),
  );
  await new Promise<void>((ready, fail) => {
    socket.once('open', ready).once('error', fail);
    socket.once('unexpected-response', (_, { statusCode, headers }) =>
      fail(new NotOpened(statusCode, headers['retry-after'])),
    );
  });
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  const send = (message: object) => socket.send(JSON.stringify(message));
  const until = async (so: () => boolean) => {
    for (let n = 0; n < 600 && !so() && socket.readyState === socket.OPEN; n++) await pause(5);
  };
  send({ type: 'connection_init', payload: greeting });
  await until(() => heard.length > 0);
  heard.length = 0;
  return { socket, send, heard, until, closed };
}

const refused = (id: string, retryAfter: number) => ({
  id,
  type: 'error',
  payload: [
    {
      message: expect.stringMatching(/^Terlalu banyak/),
      extensions: { code: 'TOO_MANY_REQUESTS', retryAfter },
    },
  ],
});

describe('sockets of one city', () => {
  test('are opened so often, and who waits as told opens one; the other city opens its own', async () => {
    cities = await openTwoCities('sockets 0.5/3/99');
    for (let n = 0; n < 3; n++) await client(PALANGKA);
    const late = await client(PALANGKA).catch((error: NotOpened) => error);
    expect(late).toMatchObject({ status: 429, retryAfter: '2' });
    expect((await client(SEMARANG)).socket.readyState).toBe(WebSocket.OPEN);
    cities.waits(2);
    expect((await client(PALANGKA)).socket.readyState).toBe(WebSocket.OPEN);
    expect(await cities.metrics()).toMatch(/city="6271",code="TOO_MANY_REQUESTS",budget="sockets"\} 1\n/);
  });

  test('are so many at once, and one that closes makes room', async () => {
    cities = await openTwoCities('sockets 99/99/2');
    const [first] = [await client(PALANGKA), await client(PALANGKA)];
    await expect(client(PALANGKA)).rejects.toMatchObject({ status: 429 });
    expect((await client(SEMARANG)).socket.readyState).toBe(WebSocket.OPEN);
    first?.socket.close();
    await first?.closed;
    await pause(50);
    expect((await client(PALANGKA)).socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('on a socket', () => {
  test('an operation too many is told so, and the socket lives on', async () => {
    cities = await openTwoCities('public 0.5/4/9'); // one is the greeting
    const { send, heard, until, socket } = await client(PALANGKA);
    for (let n = 0; n < 6; n++) send({ id: String(n), type: 'subscribe', payload: QUERY });
    await until(() => heard.length === 9);
    expect(heard.filter(({ type }) => type === 'complete')).toHaveLength(3);
    expect(heard.filter(({ type }) => type === 'error').map(({ id }) => id)).toHaveLength(3);
    expect(heard).toContainEqual(refused('5', 2));
    const { send: ask, heard: told, until: till } = await client(SEMARANG);
    ask({ id: 'a', type: 'subscribe', payload: QUERY });
    await till(() => told.length === 2);
    expect(told.map(({ type }) => type)).toEqual(['next', 'complete']);
    cities.waits(2);
    heard.length = 0;
    send({ id: '5', type: 'subscribe', payload: QUERY });
    await until(() => heard.length === 2);
    expect([heard.map(({ type }) => type), socket.readyState]).toEqual([['next', 'complete'], socket.OPEN]);
  });

  test('who goes on and on is closed with 4429', async () => {
    cities = await openTwoCities('public 0.1/1/9');
    const { send, heard, closed } = await client(PALANGKA);
    for (let n = 0; n < 400; n++) send({ id: String(n), type: 'subscribe', payload: QUERY });
    expect((await closed)[0]).toBe(4429);
    expect(heard.length).toBeGreaterThan(100);
    expect(heard.filter(({ type }) => type !== 'error')).toEqual([]);
  });

  test.each([
    ['bad tokens', 'tokens 0.5/5/9', 4403, (good: string) => `${good.slice(0, -9)}AAAAAAAAA`],
    ['greetings', 'person 0.5/5/9', undefined, (good: string) => good],
  ])('%s are so many, and who is too late by them is told to come again', async (_, limits, code, shown) => {
    cities = await openTwoCities(limits);
    const token = await cities.token('6271', 'sari');
    const greeting = { authorization: `Bearer ${shown(token)}` };
    for (let n = 0; n < 5; n++) {
      const { closed, socket } = await client(PALANGKA, greeting);
      if (code === undefined) expect(socket.readyState).toBe(socket.OPEN);
      else expect((await closed)[0]).toBe(code);
    }
    const { closed } = await client(PALANGKA, greeting);
    expect(await closed).toEqual([4429, 'Too many requests: ask again in 2 s.']);
    const other = await client(SEMARANG, { authorization: `Bearer ${await cities.token('3374', 'dewi')}` });
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('on a line of events', () => {
  const line = (method: string, host: string, token?: string, body = '') =>
    cities.ask({
      method,
      host,
      path: '/graphql/stream',
      body,
      ...(token && { headers: { [TOKEN_HEADER]: token } }),
    });

  test('an operation too many is refused, and the line goes on', async () => {
    cities = await openTwoCities('public 0.5/3/9');
    const place = (await line('PUT', PALANGKA)).text;
    const stop = new AbortController();
    const reading = await fetch(`http://127.0.0.1:${cities.port}/graphql/stream?token=${place}`, {
      signal: stop.signal,
    });
    const ask = (id: string) =>
      line('POST', PALANGKA, place, JSON.stringify({ ...QUERY, extensions: { operationId: id } }));
    expect([(await ask('a')).status, (await ask('b')).status]).toEqual([202, 202]);
    const late = await ask('c');
    expect([late.status, late.code, late.retryAfter]).toEqual([429, 'TOO_MANY_REQUESTS', '2']);
    cities.waits(2);
    expect((await ask('c')).status).toBe(202);
    let text = '';
    for await (const piece of reading.body!) {
      text += Buffer.from(piece).toString();
      if (/"id":"c"\}\n\n$/.test(text)) break;
    }
    expect(text.match(/"name":"Kota"/g)).toHaveLength(3);
    stop.abort();
  });

  test('places that a crowd takes and leaves unused are its own', async () => {
    cities = await openTwoCities('all 100000/100000/9');
    const taken: number[] = [];
    for (let n = 0; n < 1_010; n++) taken.push((await line('PUT', PALANGKA)).status);
    expect(taken.filter((status) => status === 503).length).toBeGreaterThan(0);
    expect((await line('PUT', SEMARANG)).status).toBe(201);
  });
});
