import { describe, expect, test } from '@jest/globals';
import { codeOf, graphOf, KEEPER, MAYOR, stage, withoutMayor } from './stored.fixture';

describe('another supergraph', () => {
  test('plans what is stored anew; what it does not answer is refused by its id until one does', async () => {
    const { graph, alarms, by, store } = graphOf();
    await store({ k: KEEPER, m: MAYOR });
    await graph.swap(withoutMayor.supergraph);
    expect(graph.stats).toMatchObject({ stored: 1, programs: 1 });
    expect(await codeOf(() => by('m'))).toBe('PERSISTED_QUERY_OUTDATED');
    expect(await codeOf(() => graph.prepare({ query: MAYOR }))).toBe('PERSISTED_QUERY_OUTDATED');
    expect(await by('k')).toEqual({ stall: { keeper: 'keeper of s1' } });
    expect(graph.stats).toMatchObject({ fast: 1, general: 0 });
    expect(await store({ k: KEEPER, m: MAYOR })).toMatchObject({
      accepted: true,
      stored: 1,
      refused: [{ id: 'm' }],
    });
    expect(alarms).toEqual([
      { what: 'a stored operation is not answered', id: 'm', name: 'Mayor', reason: expect.any(String) },
    ]);
    await graph.swap(stage.supergraph);
    expect(await by('m')).toEqual({ mayor: 'Bu Wali' });
  });

  test('that is none changes nothing', async () => {
    const { graph, by, store } = graphOf();
    await store({ m: MAYOR });
    expect(await graph.swap('{')).toMatchObject({ accepted: false });
    expect(await by('m')).toEqual({ mayor: 'Bu Wali' });
    expect(graph.stats).toMatchObject({ stored: 1, programs: 1 });
  });

  test('keeps the stream of a stored operation where only stored ones are answered', async () => {
    const { graph, store } = graphOf({ adHoc: false });
    const query = 'subscription ($on: Boolean = false) { opened { id keeper @include(if: $on) } }';
    await store({ o: query });
    const prepared = await graph.prepare({ documentId: 'o' });
    await graph.subscribe(prepared, { variables: { on: true }, context: {} });
    expect(await graph.swap(withoutMayor.supergraph)).toMatchObject({ kept: 1, ended: 0 });
  });
});

describe('who began while it was stored', () => {
  const query = 'subscription ($on: Boolean = false) { opened { id keeper @include(if: $on) } }';

  test('goes on when it is stored no more, where nothing else is answered too', async () => {
    const { graph, store } = graphOf({ adHoc: false });
    await store({ o: query, s: 'query ($on: Boolean!) { stall { id keeper @include(if: $on) } }' });
    const off = { on: false };
    const prepared = await graph.prepare({ documentId: 's', variables: off });
    await graph.subscribe(await graph.prepare({ documentId: 'o' }), { context: {} });
    await store({ k: KEEPER });
    const answer = await graph.execute(prepared, { variables: { on: true }, context: {} });
    expect(answer.toString()).toBe('{"data":{"stall":{"id":"s1","keeper":"keeper of s1"}}}');
    expect(await graph.swap(withoutMayor.supergraph)).toMatchObject({ kept: 1, ended: 0 });
    expect(await codeOf(() => graph.prepare({ query }))).toBe('PERSISTED_QUERY_ONLY');
  });
});

describe('a planner that fails', () => {
  test('costs the operation it fails over, and it is told which', async () => {
    const { graph, alarms, by, store } = graphOf();
    const { planner } = (await graph.prepare({ query: '{ __typename }' })).supergraph;
    const plan = planner.plan.bind(planner);
    planner.plan = (text, ...more) => {
      if (text.includes('mayor')) throw new Error('walker failed');
      return plan(text, ...more);
    };
    const report = await store({ m: MAYOR, k: KEEPER });
    expect(report).toMatchObject({ accepted: true, stored: 1, refused: [{ id: 'm', name: 'Mayor' }] });
    expect(await codeOf(() => by('m'))).toBe('PLANNING_FAILED');
    expect(alarms.map((it) => it.what)).toEqual(['the planner failed', 'a stored operation is not answered']);
  });

  test('has longer for what is stored than for what strangers ask', async () => {
    const { graph, by, store } = graphOf({ limits: { planning: 20 } });
    const { planner } = (await graph.prepare({ query: '{ __typename }' })).supergraph;
    const plan = planner.planAsync.bind(planner);
    planner.planAsync = async (...asked) => {
      await new Promise((slowly) => setTimeout(slowly, 150));
      return plan(...asked);
    };
    expect(await codeOf(() => graph.prepare({ query: '{ stall { id name } }' }))).toBe('QUERY_TOO_LARGE');
    await store({ m: MAYOR });
    expect(graph.stats).toMatchObject({ stored: 1, programs: 1 });
    expect(await by('m')).toEqual({ mayor: 'Bu Wali' });
  });

  test('and a defect in our own code, costs no other operation', async () => {
    const { graph, by, store } = graphOf();
    const { api } = (await graph.prepare({ query: '{ __typename }' })).supergraph;
    const query = api.getQueryType()!;
    const fields = query.getFields();
    query.getFields = () =>
      new Proxy(fields, {
        get(them, name: string) {
          if (name === 'mayor') throw new TypeError('defect');
          return them[name];
        },
      });
    const { accepted, refused } = await store({ m: MAYOR, k: KEEPER });
    expect(accepted).toBe(true);
    expect(refused.map((it) => it.id)).toEqual(['m']);
    expect(await by('k')).toEqual({ stall: { keeper: 'keeper of s1' } });
  });

  test('that only has no time is asked again when the operation is', async () => {
    const { graph, alarms, by, store } = graphOf({ limits: { planning: 20 } });
    const { planner } = (await graph.prepare({ query: '{ __typename }' })).supergraph;
    const plan = planner.planAsync.bind(planner);
    planner.planAsync = () => new Promise(() => {});
    const storing = store({ m: MAYOR });
    expect(await storing).toMatchObject({ accepted: true, stored: 1, refused: [] });
    expect(alarms).toEqual([
      expect.objectContaining({ what: 'a stored operation is not planned before it is asked', id: 'm' }),
    ]);
    planner.planAsync = plan;
    expect(await by('m')).toEqual({ mayor: 'Bu Wali' });
  });
});
