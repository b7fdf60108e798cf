import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, player } from './play';
import type { Case, ExpectedError } from './small-graph';
import { smallGraphs } from './small-graphs';

describe.each(smallGraphs.map((graph) => ({ phrase: graph.phrase, graph })))('$phrase', ({ graph }) => {
  let play: ReturnType<typeof player>;
  beforeAll(() => {
    play = player(graph);
  });

  const check = async (it: Case): Promise<void> => {
    const { texts, calls, lost } = await play(it);
    const answer = JSON.parse(texts.at(-1)!) as Answer;

    // Compared as text: the client's order of keys is part of the answer.
    expect(shown(answer)).toBe(shown({ data: it.data, errors: answer.errors }));
    expectErrors(answer, it);
    expect(lost).toEqual([]);
    if (it.calls) expect(called(calls.at(-1)!, it)).toEqual(called(it.calls, it));

    for (const text of texts) expect(text).toBe(texts.at(-1));
    for (const each of calls) expect(called(each, it)).toEqual(called(calls.at(-1)!, it));
  };
  for (const it of graph.cases) (it.openFault ? test.failing : test)(it.says, () => check(it));
});

/** The order tells only of mutations: reads may be asked at the same time. One that is down is asked again. */
function called(names: readonly string[], it: Case): readonly string[] {
  if (it.operation.startsWith('mutation')) return names;
  return (it.down ? [...new Set(names)] : [...names]).sort();
}

const shown = ({ data, errors }: Answer): string =>
  JSON.stringify(data ?? null) + (errors ? `\n${JSON.stringify(errors, null, 1)}` : '');

function expectErrors({ errors = [] }: Answer, it: Case): void {
  const told = errors.map((error, at): ExpectedError => {
    const expected = it.errors?.[at] ?? {};
    return {
      ...(expected.path && { path: error.path }),
      ...(expected.code && { code: error.extensions?.code as string }),
    };
  });
  expect({ told, count: errors.length }).toEqual({ told: it.errors ?? [], count: it.errors?.length ?? 0 });
  const named = JSON.stringify(errors.filter((error) => error.extensions?.code === 'DEGRADED'));
  for (const subgraph of it.down ?? []) expect(named).toContain(`"${subgraph}"`);
}
