import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { asReferred, federate, uuidsOf } from './index';
import { market as graph } from './market.fixture';
import { call, openMarket } from './street.fixture';

let market: Awaited<ReturnType<typeof openMarket>>;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.stop());
beforeEach(() => {
  market.reads.length = 0;
});

const entities = (representations: object[], fragments: string) =>
  call(
    market,
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${fragments} } }`,
    {
      variables: { representations },
    },
  ).then(({ body }) => body);

const stall = (id: unknown) => ({ __typename: 'Stall', id });

describe('entities', () => {
  test('come in the order asked; absent, foreign and unreadable ones are null', async () => {
    const { data } = await entities(
      [
        stall('s3'),
        stall('s0'),
        stall('s1'),
        stall('s9'),
        stall('s3'),
        stall({ id: 's1' }),
        { __typename: 'Stall' },
      ],
      '... on Stall { name }',
    );
    expect(data?._entities).toEqual([
      { __typename: 'Stall', name: 'Mbah Karto' },
      null,
      { __typename: 'Stall', name: 'Bu Tini' },
      null,
      { __typename: 'Stall', name: 'Mbah Karto' },
      null,
      null,
    ]);
  });

  test('of one type are one read of each key once, with the columns of that type', async () => {
    const town = { __typename: 'Town', code: '3374' };
    const { data } = await entities(
      [stall('s1'), town, stall('s2'), stall('s1'), { ...town, code: '6271' }],
      '... on Stall { rent wares { name } } ... on Town { name }',
    );
    expect(market.reads).toEqual([
      { city: '3374', text: 'id as "id", rent as "rent"', values: ['s1', 's2'] },
      { city: '3374', text: 'wares', values: ['s1', 's2'] },
    ]);
    expect(data?._entities).toMatchObject([
      { rent: 9e9 },
      { __typename: 'Town', name: 'Kota Semarang' },
      { rent: 12_000, wares: [] },
      { rent: 9e9 },
      null,
    ]);
  });

  test('that another service resolves are null here', async () => {
    expect((await entities([{ __typename: 'Keeper', id: 'p1' }], '')).data?._entities).toEqual([null]);
    expect((await entities([{ __typename: 'Nobody', id: 'p1' }], '')).data?._entities).toEqual([null]);
  });
});

describe('a graph that does not fit its readers does not start', () => {
  test.each([
    ['an entity nobody reads', { readers: {} }, /No reader for the entities Stall, Town/],
    [
      'a reader of a stub',
      { readers: { ...graph.readers, Keeper: asReferred('id') } },
      /no resolvable entity: Keeper/,
    ],
    [
      'children of no field',
      { children: { 'Stall.shoes': async () => [] } },
      /Stall\.shoes, which is no field/,
    ],
    ['children for some only', { children: { 'Till.sum': async () => [] } }, /Till\.sum has @Authorized/],
  ])('%s', async (_, wrong, sentence) => {
    await expect(federate({ ...graph, ...wrong })).rejects.toThrow(sentence);
  });
});

test('an entity to which a service only adds fields is as it was referred to', async () => {
  const rows = await asReferred('id')(
    [{ __typename: 'Pledge', id: 'p', state: 'forged' }],
    undefined as never,
    [],
  );
  expect(rows).toEqual([{ id: 'p' }]);
});

test('only uuids reach Postgres as uuids, each once', () => {
  const id = '018f7a4e-0000-7000-8000-000000000001';
  expect(uuidsOf([{ id }, { id: 'x' }, { id }, {}, { id: 7 }])).toEqual([id]);
});
