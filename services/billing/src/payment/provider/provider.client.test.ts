import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cityByCode } from '@lindungi/tenancy';
import { askingProviders } from './provider.client';

let server: Server;
let base: string;
const asked: string[] = [];
const semarang = cityByCode('3374')!;

/** Xendit's API, as far as it is asked: what is said depends on the invoice's id. */
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const id = request.url?.split('/').at(-1) ?? '';
    if (id === 'silent') return;
    if (id === 'elsewhere') response.setHeader('location', '/v2/invoices/paid');
    response.statusCode = { unknown: 404, broken: 500, locked: 401, elsewhere: 302 }[id] ?? 200;
    response.end(id === 'huge' ? 'x'.repeat(70_000) : `{"id":"${id}"}`);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const keyOf = (name: string) => (name === 'PAYMENT_SECRET_3374_XENDIT_API' ? 'xnd-key' : undefined);

describe('a provider that is asked again', () => {
  test('is asked by the id, with the city’s own key, and what it says comes back byte for byte', async () => {
    const ask = askingProviders({ XENDIT: base }, keyOf);
    expect(await ask(semarang, 'XENDIT', 'paid')).toEqual({ body: Buffer.from('{"id":"paid"}') });
    expect(asked.at(-1)).toBe(`GET /v2/invoices/paid Basic ${Buffer.from('xnd-key:').toString('base64')}`);
  });

  test('is asked for no other address than its own, whatever the id', async () => {
    await askingProviders({ XENDIT: base }, keyOf)(semarang, 'XENDIT', '../../balance?a=');
    expect(asked.at(-1)).toMatch(/^GET \/v2\/invoices\/\.\.%2F\.\.%2Fbalance%3Fa%3D /);
  });

  test.each([
    ['that knows no such payment', 'unknown', 'UNKNOWN'],
    ['that is broken', 'broken', 'UNREACHABLE'],
    ['that does not let us in', 'locked', 'UNREACHABLE'],
    ['that sends us elsewhere', 'elsewhere', 'UNREACHABLE'],
    ['that says more than anybody reads', 'huge', 'UNREACHABLE'],
    ['that says nothing for five seconds', 'silent', 'UNREACHABLE'],
  ])('%s', async (_, id, word) => {
    expect(await askingProviders({ XENDIT: base }, keyOf)(semarang, 'XENDIT', id)).toBe(word);
  });

  test('that is away, or for which there is no key, cannot be reached', async () => {
    expect(await askingProviders({ XENDIT: 'http://127.0.0.1:1' }, keyOf)(semarang, 'XENDIT', 'paid')).toBe(
      'UNREACHABLE',
    );
    expect(await askingProviders({ XENDIT: base }, () => undefined)(semarang, 'XENDIT', 'paid')).toBe(
      'UNREACHABLE',
    );
    expect(await askingProviders({ XENDIT: base }, keyOf)(semarang, 'DOKU', 'paid')).toBe('UNREACHABLE');
  });
});
