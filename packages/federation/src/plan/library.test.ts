import { describe, expect, test } from '@jest/globals';
import { Refused } from '../refused';
import { setStage } from '../suite/stage';
import { createLibrary } from './library';
import { readSupergraph } from './supergraph';

const { supergraph: sdl } = setStage({
  town: {
    sdl: 'type Query { a: Int  b(at: Int): Int  deep: Query  secret: Int @deprecated }',
    resolvers: {},
  },
});
const supergraph = readSupergraph(sdl);
const library = (more: object = {}) =>
  createLibrary(supergraph, { introspection: true, limits: 'none', onAlarm: () => {}, ...more });

const codeOf = (refused: () => unknown): unknown => {
  try {
    refused();
  } catch (error) {
    if (error instanceof Refused) return error.errors[0]?.extensions?.code;
    throw error;
  }
  return 'accepted';
};

describe('a library', () => {
  test('prepares a document once', () => {
    const books = library();
    expect(books.prepare({ query: '{ a }' })).toBe(books.prepare({ query: '{ a }', variables: {} }));
    expect(books.size).toBe(1);
  });

  test('plans it anew for each position of its switches, and for no other variable', () => {
    const books = library();
    const query = 'query ($on: Boolean = true, $at: Int) { a @include(if: $on) b(at: $at) }';
    const first = books.prepare({ query, variables: { at: 1 } });
    expect(books.prepare({ query, variables: { at: 2, on: true } })).toBe(first);
    expect(books.prepare({ query, variables: { on: false } })).not.toBe(first);
    expect(books.size).toBe(2);
  });

  test('does not grow without end', () => {
    const books = library();
    for (let i = 0; i < 1_500; i++) books.prepare({ query: `{ a x${i}: a }` });
    expect(books.size).toBeLessThanOrEqual(1_000);
  });

  test('plans beside the main loop what it does not trust', async () => {
    const books = library({ limits: {} });
    const promised = books.prepare({ query: '{ a }' });
    expect(promised).toBeInstanceOf(Promise);
    expect(books.prepare({ query: '{ a }' })).toBe(promised);
    const prepared = await promised;
    expect(books.prepare({ query: '{ a }' })).toBe(prepared);
  });

  test('plans a document of another library again beside the main loop, in the same position', async () => {
    const query = 'query ($on: Boolean = true) { a @include(if: $on) b @skip(if: $on) }';
    const old = await library().prepare({ query, variables: { on: false } });
    const renewed = readSupergraph(sdl);
    renewed.planner.plan = () => {
      throw new Error('this is the main loop');
    };
    const books = createLibrary(renewed, { introspection: true, limits: {}, onAlarm: () => {} });
    const again = await books.again(old);
    expect(again).toMatchObject({ query, switches: { on: false } });
    expect(again?.supergraph).toBe(renewed);
  });

  test('lets go of a document that does not fit any more, not of one that its planner stumbles over', async () => {
    const smaller = setStage({ town: { sdl: 'type Query { a: Int }', resolvers: {} } }).supergraph;
    const books = createLibrary(readSupergraph(smaller), {
      introspection: true,
      limits: {},
      onAlarm: () => {},
    });
    expect(await books.again(await library().prepare({ query: '{ b }' }))).toBeUndefined();
    const stumbling = readSupergraph(sdl);
    stumbling.planner.planAsync = async () => {
      throw new Error('walker failed');
    };
    const others = createLibrary(stumbling, { introspection: true, limits: {}, onAlarm: () => {} });
    const old = await library().prepare({ query: '{ b }' });
    expect(await others.again(old)).toBe(old);
  });

  test('asks the planner once about a document that it cannot plan', async () => {
    for (const limits of ['none', {}]) {
      const asked: string[] = [];
      const plan = (text: string) => {
        asked.push(text);
        throw new Error('no path');
      };
      const planner = { plan, planAsync: async (text: string) => plan(text) } as never;
      const alarms: string[] = [];
      const onAlarm = ({ what }: { what: string }) => alarms.push(what);
      const books = createLibrary({ ...supergraph, planner }, {
        introspection: true,
        limits,
        onAlarm,
      } as never);
      for (let time = 0; time < 3; time++) {
        const refused = await Promise.resolve()
          .then(() => books.prepare({ query: '{ a }' }))
          .catch((error) => error);
        expect(refused.errors[0].extensions.code).toBe('PLANNING_FAILED');
      }
      expect([asked.length, alarms]).toEqual([1, ['the planner failed']]);
    }
  });

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { a } query B { a }', 'OPERATION_RESOLUTION_FAILURE'],
    ['fragment F on Query { a }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'deep { '.repeat(30)} a ${'}'.repeat(30)} }`, 'QUERY_TOO_LARGE'],
  ])('refuses %s', (query, code) => {
    expect(codeOf(() => library({ limits: {} }).prepare({ query }))).toBe(code);
  });

  test('tells nothing of the schema to one who may not ask', () => {
    const books = library({ introspection: false });
    expect(codeOf(() => books.prepare({ query: '{ __schema { types { name } } }' }))).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
    try {
      books.prepare({ query: '{ secre }' });
    } catch (error) {
      expect((error as Refused).errors[0]?.message).not.toContain('secret');
    }
  });
});
