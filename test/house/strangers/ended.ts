import { createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { eventually, post, tokenFor, type Visitor } from '@lindungi/cli';
import { PASS_HEADER, type Pass, passKey, ROLES, signPass } from '@lindungi/tenancy';
import { send } from '../../support/straight';
import { within } from '../../support/watch';
import type { Door } from './asking';
import type { Matrix } from './matrix';
import { expired } from './people';
import { type Reading, read, resultsIn } from './reading';
import { STIRS, stir } from './stirs';
import { listen, streamPass } from './streams';
import { begun, subscriptionsOf } from './watchers';

type Straight = Exclude<Door, 'gateway'>;

/** Long enough to open every stream, in a busy house. */
const SHORT_LIFE = '6 seconds';
/** What comes of an event, comes within this time. */
const LATER_MS = 600;

/** Tokens and passes that are over, are missing, or were given for something else. */
export function endedCases(matrix: () => Matrix): void {
  oldTokens(matrix);
  tokensThatEnd(matrix);
  foreignPasses(matrix);
}

function oldTokens(matrix: () => Matrix): void {
  test('at the gateway an old token is refused by one code, whatever is asked', async () => {
    const { semarang, questions, book } = matrix();
    const visitor = await expired(semarang);
    const said = await Promise.all(
      questions
        .filter(({ door, question }) => door === 'gateway' && question.kind !== 'subscription')
        .map(({ question }) => post(visitor, book.filled(question.text, 'foreign', 'ended'))),
    );
    expect(new Set(said.map(({ status, errors }) => `${status} ${errors?.[0]?.extensions?.code}`))).toEqual(
      new Set(['401 UNAUTHENTICATED']),
    );
    expect(new Set(said.map(({ text }) => text)).size).toBe(1);
  });

  test.each([
    ['an old token', async (it: Matrix) => expired(it.semarang), '401 UNAUTHENTICATED'],
    [
      "a token at another city's address",
      async (it: Matrix) => ({
        ...it.palangka.public,
        ...(await it.semarang.as('admin')),
        host: it.palangka.public.host,
      }),
      '403 CITY_UNCLEAR',
    ],
    ['no token, at no city', async (it: Matrix) => ({ url: it.semarang.public.url }), '403 CITY_UNCLEAR'],
  ] as const)(
    '%s opens no stream: the socket closes with 4403, the rest is refused',
    async (_, visitorOf, refusal) => {
      const it = matrix();
      const visitor: Visitor = await visitorOf(it);
      const asker = { ...it.insider, visitor };
      const asked = subscriptionsOf(it).filter(({ door }) => door === 'gateway');
      const queries = asked.map(({ question }) => it.book.filled(question.text, 'foreign', 'ended'));
      const streams = queries.map((query) => listen(it.lindungi.house, 'gateway', asker, query));
      const bySocket = await Promise.all(streams.map(({ first }) => first));
      expect(new Set(bySocket).size).toBe(1);
      expect(bySocket[0]).toMatch(/"code":"CLOSED_4403"/);
      const byRest = await Promise.all([
        read(visitor, { method: 'PUT', path: '/graphql/stream' }),
        ...['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0'].flatMap((accept) =>
          queries.map((query) => read(visitor, streamed(query, accept))),
        ),
      ]);
      await Promise.all(byRest.map(({ ended }) => ended));
      const codes = byRest.map((one) => `${one.status} ${/"code":"(\w+)"/.exec(one.text())?.[1]}`);
      expect([...new Set(codes)]).toEqual([refusal]);
      expect(new Set(byRest.map((one) => one.text())).size).toBe(1);
    },
  );
}

function tokensThatEnd(matrix: () => Matrix): void {
  test('a stream ends with its token, and says nothing more whatever happens then', async () => {
    const it = matrix();
    const { semarang, lindungi, insider, book } = it;
    const issuer = lindungi.house.env.gateway.LINDUNGI_DEVELOPMENT_ISSUER ?? '';
    const person = { city: semarang.city.code, word: 'sebentar', name: 'Sebentar', roles: [...ROLES] };
    const visitor = { url: lindungi.house.urls.gateway, token: await tokenFor(issuer, person, SHORT_LIFE) };
    const asked = subscriptionsOf(it).filter(({ door }) => door === 'gateway');
    const queryOf = (one: (typeof asked)[number]) => book.filled(one.question.text, 'foreign', 'ended');
    const sockets = asked.map((one) => ({
      ...{ ...one, asker: insider, which: 'foreign' as const },
      stream: listen(lindungi.house, 'gateway', { ...insider, visitor }, queryOf(one)),
    }));
    const opened = (await begun(sockets)).flatMap(({ text }, at) =>
      /^200 \{"data":\{/.test(text) ? [at] : [],
    );
    // A pledge is its donor's alone; all else is open to who has every role.
    const roots = new Set(opened.map((at) => asked[at]?.question.root));
    expect([...roots].sort()).toEqual(
      Object.keys(STIRS).filter((root) => root !== 'Subscription.pledgeChanged'),
    );
    const queries = opened.map((at) => queryOf(asked[at]!));
    const readings = [
      ...(await Promise.all(queries.map((query) => read(visitor, streamed(query, 'text/event-stream'))))),
      await oneLine(visitor, queries),
    ];
    const over = Promise.all(readings.map(({ ended }) => ended));
    await within(over, 12_000, 'the streams did not end');
    const told = () => [
      ...opened.map((at) => sockets[at]?.stream.heard.length),
      ...readings.map((one) => resultsIn(one.text())),
    ];
    expect(readings.filter((one) => resultsIn(one.text()) === 0)).toEqual([]);
    const lastHeard = () => [...new Set(opened.map((at) => sockets[at]?.stream.heard.at(-1)))];
    const closed = (all: readonly unknown[]) =>
      all.length === 1 && /"code":"CLOSED_4403"/.test(String(all[0]));
    await eventually(async () => lastHeard(), closed, 5_000);
    const before = told();
    await stir(it.db, semarang.city.code);
    await new Promise((later) => setTimeout(later, LATER_MS));
    expect(told()).toEqual(before);
  }, 60_000);
}

function foreignPasses(matrix: () => Matrix): void {
  test('straight at a subgraph every pass that is not of this call is refused by the same bytes', async () => {
    const { questions, entities, book, insider, lindungi } = matrix();
    const said = new Set<string>();
    for (const { door, question } of [...questions, ...entities]) {
      if (door === 'gateway') continue;
      const body = JSON.stringify({ query: book.filled(question.text, 'foreign', 'ended') });
      const right: Pass = { kind: 'CALL', ...insider.bearer, language: 'id', exp: inSeconds(20) };
      const key = passKey(lindungi.house.env[door].LINDUNGI_PASS_KEY ?? '');
      const shown = [
        undefined,
        signPass(key, { ...right, exp: inSeconds(-1) }, body),
        signPass(key, { ...right, kind: 'STREAM' }, body),
        signPass(key, { ...right, kind: 'SERVICE', service: 'billing' }, body),
        signPass(key, right, `${body} `),
        signPass(createSecretKey(Buffer.alloc(32, 7)), right, body),
      ];
      const answers = await Promise.all(
        shown.map((pass) => send(lindungi.house, door, body, pass ? { [PASS_HEADER]: pass } : {})),
      );
      for (const { status, text } of answers) said.add(`${status} ${text}`);
    }
    expect([...said]).toEqual([expect.stringMatching(/^401 .*"code":"UNAUTHENTICATED"/)]);
  }, 60_000);

  test('straight at a subgraph no stream opens by a pass that is not of this operation', async () => {
    const it = matrix();
    const { insider, book, lindungi } = it;
    const wrong = (door: Straight, query: string) => [
      null,
      streamPass(lindungi.house, door, insider, query, { exp: inSeconds(-1) }),
      streamPass(lindungi.house, door, insider, query, { kind: 'CALL' }),
      streamPass(lindungi.house, door, insider, `${query} `),
    ];
    const streams = subscriptionsOf(it).flatMap(({ door, question }) => {
      if (door === 'gateway') return [];
      const query = book.filled(question.text, 'foreign', 'ended');
      return wrong(door, query).map((pass) => listen(lindungi.house, door, insider, query, pass));
    });
    expect(streams.length).toBeGreaterThan(20);
    const said = new Set(await Promise.all(streams.map(({ first }) => first)));
    expect([...said]).toEqual([expect.stringMatching(/"code":"CLOSED_4403"/)]);
  }, 60_000);
}

const inSeconds = (more: number) => Math.floor(Date.now() / 1000) + more;

const streamed = (query: string, accept: string) =>
  ({ method: 'POST', path: '/graphql', headers: { accept }, body: { query } }) as const;

/** All of them over one connection: a place is kept, read, and each is begun there. */
async function oneLine(visitor: Visitor, queries: readonly string[]): Promise<Reading> {
  const place = await read(visitor, { method: 'PUT', path: '/graphql/stream' });
  await place.ended;
  const headers = { 'x-graphql-event-stream-token': place.text() };
  const line = await read(visitor, { method: 'GET', path: '/graphql/stream', headers });
  for (const [at, query] of queries.entries()) {
    const body = { query, extensions: { operationId: String(at) } };
    const begun = await read(visitor, { method: 'POST', path: '/graphql/stream', headers, body });
    expect(begun.status).toBe(202);
    begun.stop();
  }
  return line;
}
