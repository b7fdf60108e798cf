import { describe, expect, test } from '@jest/globals';
import { LIMITS } from './limits/limits';
import { codeOf, graphOf, KEEPER, MAYOR, WIDE } from './stored.fixture';

describe('a stored operation', () => {
  test('is planned and compiled before it is asked', async () => {
    const { graph, by, store } = graphOf({ limits: {} });
    expect(await store({ k: KEEPER, m: MAYOR })).toEqual({ accepted: true, stored: 2, refused: [] });
    expect(graph.stats).toMatchObject({ stored: 2, programs: 2, plans: 0 });
    expect(graph.prepare({ documentId: 'k' })).not.toBeInstanceOf(Promise);
    expect(await by('k')).toEqual({ stall: { keeper: 'keeper of s1' } });
    expect(graph.stats).toMatchObject({ fast: 1, general: 0 });
  });

  test('may be asked while it is still being planned', async () => {
    const { by, store } = graphOf({ limits: {} });
    await store({ m: MAYOR });
    const storing = store({ k: KEEPER, m: MAYOR });
    await new Promise((read) => setTimeout(read));
    expect(await by('m')).toEqual({ mayor: 'Bu Wali' });
    await storing;
    expect(await by('k')).toEqual({ stall: { keeper: 'keeper of s1' } });
  });

  test('is not pushed out by whatever strangers ask', async () => {
    const { graph, store } = graphOf();
    await store({ k: KEEPER });
    const prepared = graph.prepare({ documentId: 'k' });
    // Twice, so that they stay and others have to go.
    for (let i = 0; i < 2_400; i++) await graph.prepare({ query: `{ stall { a${i % 1_200}: name } }` });
    expect(graph.stats.plans).toBe(1_000);
    expect(graph.prepare({ documentId: 'k' })).toBe(prepared);
    expect(graph.stats).toMatchObject({ stored: 1, programs: 1 });
  });

  test('is the one of its text, too: sent whole, it is no stranger', async () => {
    const { graph, store } = graphOf({ limits: {} });
    await store({ w: WIDE });
    expect(graph.prepare({ query: WIDE })).toBe(graph.prepare({ documentId: 'w' }));
    expect(graph.prepare({ query: WIDE, documentId: 'w' })).toBe(graph.prepare({ documentId: 'w' }));
    expect(await graph.prepare({ query: WIDE })).toMatchObject({ stored: true });
    expect(await graph.prepare({ query: MAYOR })).toMatchObject({ stored: false });
  });

  test('is planned for each position of its switches when that is asked', async () => {
    const query = 'query ($on: Boolean!) { stall { id keeper @include(if: $on) } }';
    const { graph, by, store } = graphOf();
    await store({ s: query });
    expect(await by('s', {}, { on: true })).toEqual({ stall: { id: 's1', keeper: 'keeper of s1' } });
    expect(await by('s', {}, { on: false })).toEqual({ stall: { id: 's1' } });
    const [on, off] = [true, false].map((value) =>
      graph.prepare({ documentId: 's', variables: { on: value } }),
    );
    expect(on).not.toBe(off);
    expect(graph.prepare({ documentId: 's', variables: { on: true } })).toBe(on);
    expect(graph.stats.plans).toBe(0);
  });

  test('is named where its document has several', async () => {
    const { by, store } = graphOf();
    await store({ two: `${KEEPER} ${MAYOR}`, m: MAYOR });
    expect(await by('two', { operationName: 'Mayor' })).toEqual({ mayor: 'Bu Wali' });
    expect(await by('m', { operationName: 'Mayor' })).toEqual({ mayor: 'Bu Wali' });
    expect(await codeOf(() => by('two'))).toBe('OPERATION_RESOLUTION_FAILURE');
    expect(await codeOf(() => by('m', { operationName: 'Keeper' }))).toBe('OPERATION_RESOLUTION_FAILURE');
  });

  test.each([
    ['an id that nobody stored', { documentId: 'x' }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id that every object has', { documentId: 'constructor' }, 'PERSISTED_QUERY_NOT_FOUND'],
    [
      'an unknown id with a text, to be stored',
      { documentId: 'x', query: MAYOR },
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    ['a text that is not its own', { documentId: 'k', query: MAYOR }, 'PERSISTED_QUERY_MISMATCH'],
    [
      'a list of more than a hundred',
      { documentId: 'k', variables: { ids: Array(101).fill('1') } },
      'QUERY_TOO_LARGE',
    ],
  ])('is refused for %s', async (_, request, code) => {
    const { graph, store } = graphOf({ limits: {} });
    await store({ k: KEEPER });
    expect(await codeOf(() => graph.prepare(request))).toBe(code);
  });

  test('is not supported where none is', async () => {
    expect(await codeOf(() => graphOf().graph.prepare({ documentId: 'x' }))).toBe(
      'PERSISTED_QUERY_NOT_SUPPORTED',
    );
  });
});

describe('what is stored', () => {
  test('is measured by limits of its own, wider than a stranger has', async () => {
    const { graph, by, store } = graphOf({ limits: {} });
    expect(await codeOf(() => graph.prepare({ query: WIDE }))).toBe('QUERY_TOO_LARGE');
    expect(await store({ w: WIDE })).toMatchObject({ accepted: true, stored: 1 });
    expect(Object.keys((await by('w')).stall)).toHaveLength(LIMITS.aliases + 1);
  });

  test.each([
    ['too many fields', `{ stall { ${Array(5_000).fill('id').join(' ')} } }`, 'QUERY_TOO_LARGE'],
    ['a name that reaches a prototype', '{ stall { __proto__: id } }', 'NAME_FORBIDDEN'],
    ['no GraphQL', '{ stall', 'GRAPHQL_PARSE_FAILED'],
    ['no operation', 'fragment F on Stall { id }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('changes nothing where one has %s', async (_, query, code) => {
    const { by, store } = graphOf({ limits: {} });
    await store({ k: KEEPER });
    const report = await store({ m: MAYOR, bad: query });
    expect(report).toMatchObject({
      accepted: false,
      stored: 1,
      refused: [{ id: 'bad', errors: [{ extensions: { code } }] }],
    });
    expect(await by('k')).toEqual({ stall: { keeper: 'keeper of s1' } });
    expect(await codeOf(() => by('m'))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('has no id twice', async () => {
    const { graph } = graphOf();
    const twice = [KEEPER, MAYOR].map((query) => ({ id: 'k', query }));
    expect(await graph.store(twice)).toMatchObject({ accepted: false, refused: [{ id: 'k' }] });
    expect(await graph.store([twice[0]!, twice[0]!])).toMatchObject({ accepted: true, stored: 1 });
  });

  test('takes the place of what was, and what stays keeps its plan', async () => {
    const { graph, by, store } = graphOf();
    await store({ k: KEEPER, m: MAYOR });
    const kept = graph.prepare({ documentId: 'k' });
    await store({ k: KEEPER, w: WIDE });
    expect(graph.prepare({ documentId: 'k' })).toBe(kept);
    expect(graph.stats).toMatchObject({ stored: 2, programs: 2 });
    expect(await codeOf(() => by('m'))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('asks nothing of the schema where nobody may', async () => {
    const { store } = graphOf({ introspection: false });
    const report = await store({ k: KEEPER, s: '{ __schema { types { name } } }' });
    expect(report).toMatchObject({ accepted: true, stored: 1, refused: [{ id: 's' }] });
  });
});

describe('where only stored operations are answered', () => {
  test('an unknown text is refused, whatever it asks, and a stored one is not', async () => {
    const { graph, by, store } = graphOf({ adHoc: false });
    await store({ k: KEEPER });
    for (const query of [MAYOR, '{ __typename }', '{ __schema { types { name } } }', '{']) {
      expect(await codeOf(() => graph.prepare({ query }))).toBe('PERSISTED_QUERY_ONLY');
    }
    expect(await codeOf(() => graph.prepare({ query: KEEPER }))).toBe('accepted');
    expect(await by('k')).toEqual({ stall: { keeper: 'keeper of s1' } });
  });

  test('a stored one may be executed with other switches than it was prepared with', async () => {
    const { graph, store } = graphOf({ adHoc: false });
    await store({ s: 'query ($on: Boolean!) { stall { id keeper @include(if: $on) } }' });
    const prepared = await graph.prepare({ documentId: 's', variables: { on: false } });
    const answer = await graph.execute(prepared, { variables: { on: true }, context: {} });
    expect(answer.toString()).toBe('{"data":{"stall":{"id":"s1","keeper":"keeper of s1"}}}');
  });
});
