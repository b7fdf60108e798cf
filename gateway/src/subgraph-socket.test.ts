import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { type SubgraphSocket, subgraphSocket } from './subgraph-socket';

type Message = { id: string; type: string; payload: unknown };

let server: WebSocketServer;
let socket: SubgraphSocket;
let heard: Message[];
let connections: number;
let send: (message: object) => void;
let cut: () => void;

beforeEach(async () => {
  heard = [];
  connections = 0;
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (open) => {
    connections++;
    cut = () => open.terminate();
    send = (message) => open.send(JSON.stringify(message));
    open.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'connection_init') send({ type: 'connection_ack' });
      else heard.push(message);
    });
  });
  await new Promise<void>((ready) => server.once('listening', ready));
  socket = subgraphSocket(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
});
afterEach(() => {
  socket.close();
  for (const it of server.clients) it.terminate();
  server.close();
});

const watching = (query = 'subscription { a }') =>
  socket.watch(() => ({ query, variables: { x: 1 }, extensions: { pass: 'p' } }))[Symbol.asyncIterator]();
const until = async (so: () => boolean) => {
  for (let n = 0; n < 300 && !so(); n++) await new Promise((later) => setTimeout(later, 5));
  expect(so()).toBe(true);
};

test('all subscriptions go over one socket, each with its own pass', async () => {
  const [a, b] = [watching(), watching('subscription { b }')];
  await until(() => heard.length === 2);
  expect(connections).toBe(1);
  expect(heard[0]?.payload).toEqual({
    query: 'subscription { a }',
    variables: { x: 1 },
    extensions: { pass: 'p' },
  });
  send({ id: heard[1]?.id, type: 'next', payload: { data: { b: 1 } } });
  send({ id: heard[0]?.id, type: 'next', payload: { data: { a: 1 } } });
  expect([(await a.next()).value, (await b.next()).value]).toEqual([{ data: { a: 1 } }, { data: { b: 1 } }]);
  send({ id: heard[0]?.id, type: 'complete' });
  expect((await a.next()).done).toBe(true);
});

test('a refusal is a last result, not a lost connection', async () => {
  const a = watching();
  await until(() => heard.length === 1);
  const refusal = [{ message: 'no', extensions: { code: 'PLEDGE_UNKNOWN' } }];
  send({ id: heard[0]?.id, type: 'error', payload: refusal });
  expect((await a.next()).value).toEqual({ errors: refusal });
  expect((await a.next()).done).toBe(true);
});

test('a lost connection is an error for all, and the next who asks opens another', async () => {
  const [a, b] = [watching(), watching()];
  await until(() => heard.length === 2);
  cut();
  await expect(a.next()).rejects.toBeDefined();
  await expect(b.next()).rejects.toBeDefined();
  watching();
  await until(() => heard.length === 3);
  expect(connections).toBe(2);
});

test('who leaves is let go at once, and says so to the subgraph', async () => {
  const a = watching();
  await until(() => heard.length === 1);
  const waiting = a.next();
  await a.return?.();
  expect((await waiting).done).toBe(true);
  await until(() => heard.at(-1)?.type === 'complete');
});

test('a flood that nobody takes is told as a lost connection, not kept', async () => {
  const a = watching();
  await until(() => heard.length === 1);
  for (let n = 0; n < 1_500; n++) send({ id: heard[0]?.id, type: 'next', payload: { data: n } });
  await until(() => heard.at(-1)?.type === 'complete');
  await expect(a.next()).rejects.toThrow('More results');
});
