import { request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { answer, bodyOf, httpServer, listen, stopListening } from './http';

const opened: ReturnType<typeof httpServer>[] = [];
afterEach(() => Promise.all(opened.splice(0).map((server) => stopListening(server, 0))));

async function serving(handle: Parameters<typeof httpServer>[0]): Promise<string> {
  const server = httpServer(handle);
  opened.push(server);
  return `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
}

test('what comes after the answer is dropped, a late result behind a deadline for instance', async () => {
  let second: unknown = 'not tried';
  const url = await serving(async (_, res) => {
    answer(res, 504, '"late"');
    second = answer(res, 200, '"result"');
  });

  const reply = await fetch(url);
  expect([reply.status, await reply.json(), second]).toEqual([504, 'late', undefined]);
});

test('a handler that fails answers 500 and says nothing of why', async () => {
  const url = await serving(() => Promise.reject(new Error('secret')));
  const reply = await fetch(url);
  expect([reply.status, await reply.text()]).toEqual([500, expect.not.stringContaining('secret')]);
});

test('a body beyond the limit is not kept', async () => {
  const url = await serving(async (req, res) =>
    answer(res, 200, String((await bodyOf(req, 10))?.length ?? null)),
  );
  const sent = (body: string) => fetch(url, { method: 'POST', body }).then((it) => it.json());
  expect(await sent('0123456789')).toBe(10);
  expect(await sent('0123456789x')).toBe(null);
});

test('a caller that goes away before its body is whole leaves nobody waiting', async () => {
  let told: (error: unknown) => void = () => {};
  const gone = new Promise((done) => {
    told = done;
  });
  const url = await serving(async (req) => {
    await bodyOf(req, 100).catch(told);
  });
  const call = request(url, { method: 'POST', headers: { 'content-length': 50 } });
  call.on('error', () => {});
  call.write('half');
  setTimeout(() => call.destroy(), 50);
  expect(await gone).toMatchObject({ message: expect.any(String) });
});

test('a connection opened ahead of its first request is not told off within minutes', () => {
  const server = httpServer(async () => {});
  expect(server.headersTimeout).toBeGreaterThanOrEqual(600_000);
  expect(server.keepAliveTimeout).toBeGreaterThanOrEqual(600_000);
});
