import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { post } from './visitor';

const bodies: string[] = [];
let refusals = 0;
const gateway = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  bodies.push(body);
  const refused = bodies.length <= refusals;
  if (refused) response.writeHead(429, { 'retry-after': '1' });
  response.end(refused ? '{"errors":[{"message":"Wait."}]}' : '{"data":{"one":1}}');
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});
afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

test('who is told to wait waits so long, and asks the same again', async () => {
  refusals = 2;
  const begun = performance.now();
  expect(await post({ url }, '{ one }')).toMatchObject({ status: 200, data: { one: 1 } });
  expect(performance.now() - begun).toBeGreaterThan(1_900);
  expect(bodies).toEqual(Array(3).fill('{"query":"{ one }","variables":{}}'));
});
