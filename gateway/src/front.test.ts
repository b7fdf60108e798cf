import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIMITS, Refused } from '@lindungi/federation';
import { channelGraph } from './channel.fixture';
import { createFront } from './front';
import { MaskedLog } from './masked-log';
import { Metrics } from './metrics';
import { TokenRefused } from './token';

const { graph } = channelGraph();
const { prepare } = graph;
graph.prepare = (asked) => {
  if (asked.query === '{ nothing }') throw Refused.because('There is nothing.', 'GRAPHQL_VALIDATION_FAILED');
  return prepare(asked);
};
/** Who keeps files: says what reached it. */
const keeper = createServer((request, response) => {
  const { authorization, cookie } = request.headers;
  response.end(JSON.stringify({ asked: request.url, authorization, cookie }));
});
const fileUrls = new Map<string, string>();
const front = createFront({
  keepers: { files: fileUrls },
  graph,
  mostBytes: LIMITS.body,
  masked: new MaskedLog(() => {}),
  metrics: new Metrics(),
  callerOf: async ({ authorization }) => {
    if (authorization) throw new TokenRefused('It is bad.');
    return { until: null };
  },
  origins: { allowed: new Set(), development: false },
  graphiql: false,
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((ready) => keeper.listen(0, '127.0.0.1', ready));
  fileUrls.set('dutk', `http://127.0.0.1:${(keeper.address() as AddressInfo).port}`);
  await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}/graphql`;
});
afterAll(() => {
  front.closeAllConnections();
  front.close();
  keeper.close();
});

async function ask(query: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ query });
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const { data, errors } = (await answer.json()) as { data?: object; errors?: [{ extensions: object }] };
  return [answer.status, answer.headers.get('content-type'), data ?? errors?.[0].extensions];
}

const PLAIN = 'application/json; charset=utf-8';
const OWN = 'application/graphql-response+json; charset=utf-8';
const own = { accept: 'application/graphql-response+json, application/json;q=0.9' };

describe('an answer over HTTP', () => {
  test.each([
    ['in plain JSON to who asks for nothing else', {}, PLAIN],
    ["in GraphQL's own type to who names it", own, OWN],
  ])('comes %s, whatever it says', async (_, headers, type) => {
    expect(await ask('{ one }', headers)).toEqual([200, type, { one: 1 }]);
    const invalid = { code: 'GRAPHQL_VALIDATION_FAILED' };
    expect(await ask('{ nothing }', headers)).toEqual([400, type, invalid]);
    const stranger = { code: 'UNAUTHENTICATED' };
    expect(await ask('{ one }', { ...headers, authorization: 'Bearer x' })).toEqual([401, type, stranger]);
    const stream = { code: 'STREAM_NOT_ACCEPTED' };
    expect(await ask('subscription { a }', headers)).toEqual([406, type, stream]);
    const large = `{ one } #${'x'.repeat(LIMITS.body)}`;
    expect(await ask(large, headers)).toEqual([413, type, { code: 'BODY_TOO_LARGE' }]);
  });

  test('does not come to who could read none', async () => {
    expect(await ask('{ one }', { accept: 'text/html' })).toEqual([406, PLAIN, { code: 'ACCEPT_REFUSED' }]);
  });
});

describe('a file', () => {
  const signed = 'x'.repeat(40);
  const fetched = (room: string) =>
    fetch(new URL(`/files/${room}/${signed}`, url), { headers: { authorization: 'Bearer x', cookie: 'y' } });

  test('is asked for where it is kept, by its address and nothing else', async () => {
    const answer = await fetched('dutk');
    expect([answer.status, await answer.json()]).toEqual([200, { asked: `/files/dutk/${signed}` }]);
  });

  test.each(['payroll', 'constructor', 'valueof'])(
    'of %s is nowhere, since nobody keeps such files',
    async (room) => {
      expect((await fetched(room)).status).toBe(404);
    },
  );
});
