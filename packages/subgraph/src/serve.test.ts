import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { call, openMarket, pass } from './street.fixture';

let market: Awaited<ReturnType<typeof openMarket>>;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.stop());
beforeEach(() => {
  market.reads.length = 0;
  market.reported.length = 0;
});

const body = '{"query":"{ stall(id: \\"s1\\") { name } }"}';
const post = (header: string | undefined, sent = body) =>
  fetch(`${market.url}/graphql`, {
    method: 'POST',
    body: sent,
    headers: header === undefined ? {} : { 'x-lindungi-pass': header },
  });

describe('the door', () => {
  const now = () => Math.floor(Date.now() / 1000);

  test.each([
    ['nobody signed it', () => undefined],
    ['it is signed for another body', () => pass({}, `${body} `)],
    ['it is too old', () => pass({ exp: now() - 1 }, body)],
    ['it is for a stream', () => pass({ kind: 'STREAM' }, body)],
    ['it is for another service', () => pass({ kind: 'SERVICE', service: 'donors' }, body)],
    ['its city takes no part', () => pass({ city: '9999' }, body)],
    ['it is no pass at all', () => 'a.b'],
  ])('stays shut when %s', async (_, header) => {
    const reply = await post(header());

    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(market.reads).toEqual([]);
  });

  test('opens for the gateway', async () => {
    const reply = await post(pass({}, body));

    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await reply.json()).toEqual({ data: { stall: { name: 'Bu Tini' } } });
  });

  test('takes only POST', async () => {
    const reply = await fetch(`${market.url}/graphql?query={__typename}`);
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('takes no endless body', async () => {
    const long = JSON.stringify({ query: ' '.repeat(3_000_000) });
    const status = await post(pass({}, long), long).then(
      (it) => it.status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(status);
  });

  test.each(['', 'nonsense', 'null', '[]', '[{"query":"{ __typename }"}]', '{}', '{"query": 1}'])(
    'calls %p malformed',
    async (sent) => {
      expect((await post(pass({}, sent), sent)).status).toBe(400);
    },
  );

  test('lets others answer at their own addresses', async () => {
    const rung = await fetch(`${market.url}/webhooks/bell`, { method: 'POST', body: 'x' });
    expect(await rung.text()).toBe('rung by POST');
    expect((await fetch(`${market.url}/elsewhere`)).status).toBe(404);
    expect(await (await fetch(`${market.url}/health`)).json()).toEqual({ service: 'market', healthy: true });
  });

  test('does not wait for ever', async () => {
    const { status, body: said } = await call(market, '{ slow }');
    expect([status, said.errors?.[0]?.extensions.code]).toEqual([504, 'DEADLINE_EXCEEDED']);
  });
});

describe('what goes wrong', () => {
  test('inside is told as INTERNAL with an id, and logged without values', async () => {
    const { body } = await call(market, '{ stall(id: "s1") { name } broken }');

    const [error] = body.errors ?? [];
    expect(error).toMatchObject({ message: 'Internal', path: ['broken'], extensions: { code: 'INTERNAL' } });
    expect(JSON.stringify(body)).not.toMatch(/secret|nik|3374|\.ts/);
    expect(market.reported).toMatchObject([{ id: error?.extensions.id, path: 'broken', code: '42P01' }]);
    expect(JSON.stringify(market.reported[0])).not.toMatch(/secret|3374010101010001/);
  });

  test.each([
    ['id', 'Lapak ini tutup.'],
    ['en', 'This stall is closed.'],
  ] as const)('by the rules is said in the language of the caller: %s', async (language, message) => {
    const { body } = await call(market, '{ closed }', { language });
    expect(body.errors).toMatchObject([{ message, extensions: { code: 'STALL_CLOSED' } }]);
    expect(market.reported).toEqual([]);
  });

  test('in the document is told, without naming what else there is', async () => {
    const { status, body } = await call(market, '{ stal(id: "s1") { name } }');
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(body.errors?.[0]?.message).not.toMatch(/did you mean/i);
  });

  test('in a variable is told', async () => {
    const variables = { month: '2026-13' };
    const { body } = await call(market, 'query ($month: YearMonth) { broken(month: $month) }', { variables });
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a stranger cannot ask what the schema is', async () => {
    const { body } = await call(market, '{ __schema { types { name } } }');
    expect(body.data).toBeUndefined();
  });
});

describe('who may', () => {
  test.each([
    ['a visitor', {}, 'UNAUTHENTICATED'],
    ['a donor', { subject: 'p1', roles: ['DONOR'] }, 'FORBIDDEN'],
    ['an administrator', { subject: 'p1', roles: ['ADMIN'] }, undefined],
  ] as const)('%s asks for the takings', async (_, who, code) => {
    const { body } = await call(market, '{ takings }', {
      ...who,
      roles: [...('roles' in who ? who.roles : [])],
    });
    expect(body.errors?.[0]?.extensions.code).toBe(code);
  });

  test('a mutation the rules refuse has the refusal in its payload', async () => {
    const mutation = 'mutation ($id: ID!) { buy(stallId: $id) { ware { name } errors { code message } } }';
    const sari = { subject: 'p1', language: 'id' } as const;

    expect((await call(market, mutation, { ...sari, variables: { id: 's1' } })).body).toEqual({
      data: { buy: { ware: { name: 'tempe' }, errors: [] } },
    });
    expect((await call(market, mutation, { ...sari, variables: { id: 's2' } })).body).toEqual({
      data: { buy: { ware: null, errors: [{ code: 'STALL_CLOSED', message: 'Lapak ini tutup.' }] } },
    });
  });
});

describe('rows', () => {
  test('rupiah beyond an Int stay whole numbers, and an instant is in UTC', async () => {
    const { body } = await call(market, '{ stall(id: "s1") { rent openedAt keeper { id } } }');
    expect(body.data?.stall).toEqual({
      rent: 9e9,
      openedAt: '2026-11-01T00:00:00.000Z',
      keeper: { id: 'p1' },
    });
  });

  test('are of the city of the pass', async () => {
    const foreign = await call(market, '{ stall(id: "s9") { name } }');
    const absent = await call(market, '{ stall(id: "s0") { name } }');
    expect(foreign.body).toEqual({ data: { stall: null } });
    expect(absent).toEqual(foreign);
  });

  test('of a page are read by the asked columns only, and its children in one read', async () => {
    const { body } = await call(
      market,
      '{ stalls(first: 2) { edges { cursor node { name keeper { id } wares { name } } } pageInfo { hasNextPage } } }',
    );

    expect(market.reads.map(({ text }) => text)).toEqual([
      'id as "id", keeper_id as "keeperId", name as "name"',
      'wares',
    ]);
    expect(body.data?.stalls).toMatchObject({
      edges: [{ node: { wares: [{ name: 'jamu' }] } }, { node: { wares: [] } }],
      pageInfo: { hasNextPage: true },
    });
  });

  test('of a loader are asked once per operation', async () => {
    expect((await call(market, '{ twice }')).body.data).toEqual({ twice: '1+2 and 1+2' });
  });
});
