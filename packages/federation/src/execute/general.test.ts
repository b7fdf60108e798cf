import { describe, expect, test } from '@jest/globals';
import { createGraph } from '../graph';
import type { SubgraphCall } from '../settings';
import { FEDERATION_2 } from '../suite/small-graph';
import { setStage } from '../suite/stage';

const stage = setStage({
  town: {
    sdl: `${FEDERATION_2} type Query { stalls: [Stall!]  stall: Stall  must: Stall! }  type Mutation { open: Stall }
      type Stall @key(fields: "id") { id: ID!  name: String  toString: String  kind: Kind  size: Int }
      enum Kind { FOOD SECRET @inaccessible }`,
    resolvers: {},
  },
  people: {
    sdl: `${FEDERATION_2} type Stall @key(fields: "id") { id: ID!  keeper: Keeper  rent: Int! }
      type Keeper { name: String!  age: Int }`,
    resolvers: {},
  },
});

type Answers = Record<string, unknown>;

/** A graph whose subgraphs answer what the test says, objects or whole texts; one that is left out is down. */
function graphOf(answers: Answers, more: object = {}) {
  const calls: SubgraphCall<object>[] = [];
  const graph = createGraph<object>({
    supergraph: stage.supergraph,
    limits: 'none',
    fetch: async (call) => {
      calls.push(call);
      const answer = answers[call.subgraph.toLowerCase()];
      if (answer === undefined) throw new Error('http://10.0.0.7 refused');
      return Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer));
    },
    ...more,
  });
  const ask = async (query: string) => {
    const prepared = await graph.prepare({ query });
    return JSON.parse((await graph.execute(prepared, { context: {} })).toString());
  };
  return { ask, calls, graph };
}

const stalls = (...ids: string[]) => ({ data: { all: ids.map((id) => ({ __typename: 'Stall', id })) } });
const degraded = { code: 'DEGRADED', subgraph: 'people' };

describe('a subgraph that fails', () => {
  test.each([
    ['is down', undefined],
    ['does not send JSON', '<html>'],
    ['sends no GraphQL', '[]'],
    ['sends neither data nor errors', '{}'],
  ])('because it %s costs only its fields', async (_how, people) => {
    const { ask } = graphOf({ town: stalls('s1', 's2'), people });
    const { data, errors } = await ask('{ all: stalls { id keeper { name } } }');
    expect(data).toEqual({
      all: [
        { id: 's1', keeper: null },
        { id: 's2', keeper: null },
      ],
    });
    expect(errors).toEqual([{ message: expect.any(String), path: ['all'], extensions: degraded }]);
    expect(JSON.stringify(errors)).not.toContain('10.0.0.7');
  });

  test('is told at the object that waits for it, if that is one', async () => {
    const { ask } = graphOf({ town: { data: { s: { __typename: 'Stall', id: 's1' } } } });
    const { errors } = await ask('{ s: stall { keeper { name } } }');
    expect(errors.map((it: { path: unknown }) => it.path)).toEqual([['s']]);
  });

  test('takes with it what may not be null, and says so once', async () => {
    const { ask } = graphOf({ town: stalls('s1', 's2') });
    const { data, errors } = await ask('{ all: stalls { rent } }');
    expect(data).toEqual({ all: null });
    expect(errors).toHaveLength(1);
  });

  test('of the root leaves every field of its own with an error', async () => {
    const { ask } = graphOf({});
    const { data, errors } = await ask('{ a: stalls { id } b: stall { id } }');
    expect(data).toEqual({ a: null, b: null });
    expect(errors.map((it: { path: unknown }) => it.path)).toEqual([['a'], ['b']]);
  });
});

describe('errors of a subgraph', () => {
  test('come with the path of every place that waits for the entity', async () => {
    const people = {
      data: { _entities: [{ keeper: null }, { keeper: { name: 'Sari' } }] },
      errors: [
        {
          message: 'gone',
          path: ['_entities', 0, 'keeper', 'name'],
          extensions: { code: 'X', stacktrace: ['at'] },
        },
      ],
    };
    const { ask, calls } = graphOf({ town: stalls('s1', 's2', 's1'), people });
    const { data, errors } = await ask('{ all: stalls { keeper { name } } }');
    expect(data.all.map((it: { keeper: unknown }) => it.keeper)).toEqual([null, { name: 'Sari' }, null]);
    expect(errors).toEqual([
      { message: 'gone', path: ['all', 0, 'keeper', 'name'], extensions: { code: 'X' } },
      { message: 'gone', path: ['all', 2, 'keeper', 'name'], extensions: { code: 'X' } },
    ]);
    expect(JSON.parse(calls[1]!.body.toString()).variables.representations).toHaveLength(2);
  });

  test('explain whatever is missing of an entity that became null', async () => {
    const people = {
      data: { _entities: [null] },
      errors: [{ message: 'no rent', path: ['_entities', 0, 'rent'] }],
    };
    const { ask } = graphOf({ town: { data: { s: { __typename: 'Stall', id: 's1' } } }, people });
    const { data, errors } = await ask('{ s: stall { first: rent rent } }');
    expect(data).toEqual({ s: null });
    expect(errors).toEqual([{ message: 'no rent', path: ['s', 'rent'] }]);
  });

  test.each([
    [['b', 'id'], '{ a: must { id } b: must { id } }'],
    [undefined, '{ a: must { id } b: must { id } }'],
  ])('explain all that was asked with what failed, if nothing of it came: %j', async (path, query) => {
    const { ask } = graphOf({ town: { data: null, errors: [{ message: 'no', ...(path && { path }) }] } });
    expect(await ask(query)).toEqual({ data: null, errors: [{ message: 'no', ...(path && { path }) }] });
  });

  test('explain all entities that were asked with one that failed, if none of them came', async () => {
    const people = { data: null, errors: [{ message: 'no', path: ['_entities', 1, 'rent'] }] };
    const { ask } = graphOf({ town: stalls('s1', 's2'), people });
    expect((await ask('{ all: stalls { rent } }')).errors).toEqual([
      { message: 'no', path: ['all', 1, 'rent'] },
    ]);
  });

  test('have the client’s aliases in their paths, also those the planner never saw', async () => {
    const town = {
      data: { stall: { k0_name: null } },
      errors: [{ message: 'no', path: ['stall', 'k0_name'] }],
    };
    const { ask } = graphOf({ town });
    const { errors } = await ask('{ stall { size: name } }');
    expect(errors).toEqual([{ message: 'no', path: ['stall', 'size'] }]);
  });

  test('pass the mask, which learns whose they are', async () => {
    const maskError = ({ subgraph, path }: { subgraph?: string; path?: readonly unknown[] }) =>
      ({ message: `${subgraph}: masked`, path }) as never;
    const { ask } = graphOf(
      { town: { data: { stall: null }, errors: [{ message: 'select * from' }] } },
      { maskError },
    );
    expect((await ask('{ stall { id } }')).errors).toEqual([{ message: 'town: masked' }]);
  });
});

describe('what a subgraph should not send', () => {
  test.each([
    ['null for non-null', { must: null }, '{ must { id } }', null, ['must']],
    [
      'a hidden enum value',
      { stall: { kind: 'SECRET' } },
      '{ stall { kind } }',
      { stall: { kind: null } },
      ['stall', 'kind'],
    ],
    [
      'a text for a number',
      { stall: { size: 'x' } },
      '{ stall { size } }',
      { stall: { size: null } },
      ['stall', 'size'],
    ],
    ['an object for a list', { stalls: {} }, '{ stalls { id } }', { stalls: null }, ['stalls']],
    ['a list for an object', { stall: [] }, '{ stall { id } }', { stall: null }, ['stall']],
    [
      'null in a list of non-null',
      { stalls: [{ id: 1 }, null] },
      '{ stalls { id } }',
      { stalls: null },
      ['stalls', 1],
    ],
  ])('%s becomes null, with an error', async (_what, data, query, expected, path) => {
    const { ask } = graphOf({ town: { data } });
    const answer = await ask(query);
    expect(answer.data).toEqual(expected);
    expect(answer.errors.map((it: { path: unknown }) => it.path)).toEqual([path]);
    expect(JSON.stringify(answer.errors)).not.toContain('SECRET');
  });

  test.each([7, null, 'Nope'])('a type name %j goes to no other subgraph', async (__typename) => {
    const town = { data: { stall: { __typename, id: 's1' } } };
    const { ask, calls } = graphOf({ town, people: { data: { _entities: [{ keeper: null }] } } });
    expect((await ask('{ stall { keeper { name } } }')).data).toEqual({ stall: { keeper: null } });
    for (const { body } of calls.slice(1))
      expect(body.toString()).toContain('{"__typename":"Stall","id":"s1"}');
  });

  test('keys of a prototype change nothing, and what all objects inherit is no answer', async () => {
    const town =
      '{"data":{"__proto__":{"polluted":1},"stall":{"__typename":"Stall","id":"s1","__proto__":{"polluted":1}}}}';
    const people =
      '{"data":{"_entities":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"rent":3}]}}';
    const { ask } = graphOf({ town, people });
    expect(await ask('{ stall { rent toString } }')).toEqual({
      data: { stall: { rent: 3, toString: null } },
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a fallback', () => {
  test('never sends a mutation again, and asks no entity twice', async () => {
    const town = JSON.stringify({ data: { open: { __typename: 'Stall', id: 's1' } } }, null, 1);
    const people = { data: { _entities: [{ rent: 3 }] } };
    const { ask, calls, graph } = graphOf({ town, people });
    for (let use = 1; use <= 4; use++) {
      expect(await ask('mutation { open { id rent } }')).toEqual({ data: { open: { id: 's1', rent: 3 } } });
      expect(calls.splice(0).map((it) => it.kind)).toEqual(['mutation', 'query']);
    }
    expect(graph.stats.fallback).toBeGreaterThan(0);
  });

  test('nor one that failed', async () => {
    const { ask, calls } = graphOf({});
    for (let use = 1; use <= 4; use++) {
      expect((await ask('mutation { open { id } }')).data).toEqual({ open: null });
      expect(calls.splice(0)).toHaveLength(1);
    }
  });
});

test('what is equal within one request is asked once', async () => {
  const person = { keeper: { name: 'Sari' } };
  const { ask, calls } = graphOf({
    town: { data: { a: { __typename: 'Stall', id: 's1' }, b: { __typename: 'Stall', id: 's1' } } },
    people: { data: { _entities: [person], _e0: [person], _e1: [person] } },
  });
  const { data } = await ask('{ a: stall { keeper { name } } b: stall { keeper { name } } }');
  expect(data).toEqual({ a: person, b: person });
  expect(calls).toHaveLength(2);
});
