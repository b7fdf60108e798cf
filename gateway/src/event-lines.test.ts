import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LIMITS } from '@lindungi/federation';
import { channelGraph, ended } from './channel.fixture';
import { eventLines, TOKEN_HEADER } from './event-lines';
import { MaskedLog } from './masked-log';
import { Metrics } from './metrics';

const { graph, channels } = channelGraph();
const answer = eventLines({
  graph,
  mostBytes: LIMITS.body,
  masked: new MaskedLog(() => {}),
  metrics: new Metrics(),
  callerOf: async () => ({ until: null }),
});
const server = createServer((request, response) => void answer(request, response));
let url: string;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql/stream`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (token: string, id: string | undefined, query = 'subscription { a }') =>
  fetch(url, {
    method: 'POST',
    headers: { [TOKEN_HEADER]: token },
    body: JSON.stringify({ query, extensions: { operationId: id } }),
  });

async function reading() {
  const token = await (await fetch(url, { method: 'PUT' })).text();
  const stop = new AbortController();
  const { body } = await fetch(`${url}?token=${token}`, { signal: stop.signal });
  let text = '';
  void (async () => {
    for await (const piece of body!) text += Buffer.from(piece).toString();
  })().catch(() => {});
  const has = async (wanted: string) => {
    for (let n = 0; n < 200 && !text.includes(wanted); n++)
      await new Promise((later) => setTimeout(later, 5));
    expect(text).toContain(wanted);
  };
  return { token, has, stop };
}

test('one connection carries many operations, each under its id', async () => {
  const { token, has, stop } = await reading();
  expect((await ask(token, 'a')).status).toBe(202);
  expect((await ask(token, 'a')).status).toBe(409);
  expect((await ask(token, 'b')).status).toBe(202);
  expect((await ask(token, 'c', '{ one }')).status).toBe(202);
  await has(
    'event: next\ndata: {"id":"c","payload":{"data":{"one":1}}}\n\nevent: complete\ndata: {"id":"c"}\n\n',
  );
  const [a, b] = channels.splice(0);
  b!.say('{"data":{"n":2}}');
  a!.say('{"data":\n{"n":1}}');
  await has('event: next\ndata: {"id":"b","payload":{"data":{"n":2}}}\n\n');
  await has('event: next\ndata: {"id":"a","payload":{"data": {"n":1}}}\n\n');
  a!.end(ended('DEGRADED'));
  await has('DEGRADED');
  await has('event: complete\ndata: {"id":"a"}\n\n');

  await fetch(`${url}?operationId=b`, { method: 'DELETE', headers: { [TOKEN_HEADER]: token } });
  expect(b!.left).toBe(1);
  await ask(token, 'd');
  stop.abort();
  for (let n = 0; n < 100 && channels[0]!.left === 0; n++) await new Promise((later) => setTimeout(later, 5));
  expect(channels[0]!.left).toBe(1);
  expect((await ask(token, 'e')).status).toBe(404);
});

test('a stream is known by its token alone, read once, and read before it is asked on', async () => {
  const token = await (await fetch(url, { method: 'PUT' })).text();
  expect((await ask(token, 'a')).status).toBe(409);
  expect((await ask('guessed', 'a')).status).toBe(404);
  expect((await fetch(`${url}?token=${token}`, { method: 'DELETE' })).status).toBe(404);
  const { token: taken, stop } = await reading();
  expect((await fetch(`${url}?token=${taken}`)).status).toBe(409);
  expect((await ask(taken, undefined)).status).toBe(400);
  stop.abort();
});
