import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { Deviation } from './deviation';
import { harms } from './for-tests/hostile';
import { fast, general, prepare, upstream } from './for-tests/stall';
import { compileProgram } from './program';

const operations = [
  '{ products { id name weight kind meta } }',
  '{ products { price id box { w h label } boxes { label } grid } }',
  '{ products { weight id name depot { city keeper } shelf kind } }',
  '{ things { __typename ... on Gift { note wraps { id count } } id ... on Product { box { h w } depot { code } } } }',
  '{ things { id } owner first { n: name depots { keeper c: city } price } }',
  '{ cards { pin number } }',
  'mutation { touch(id: "p1\\\\") { id count price shelf name: weight } }',
];

const compiled = new Map(
  operations.map((query) => {
    const prepared = prepare(query);
    return [query, { prepared, program: compileProgram(prepared) }] as const;
  }),
);

const harm = fc.record({ name: fc.constantFrom(...Object.keys(harms)), at: fc.nat(100_000) });
/** What is done to the answers of each subgraph; most are left as they are. */
const journey = fc.record({
  query: fc.constantFrom(...operations),
  goods: fc.oneof(harm, fc.constant({ name: 'none', at: 0 })),
  stock: fc.oneof(harm, fc.constant({ name: 'none', at: 0 })),
  people: fc.oneof(harm, fc.constant({ name: 'none', at: 0 })),
});

const asData = (answer: string) => JSON.parse(answer) as { data: unknown; errors?: unknown };

describe('whatever subgraphs send', () => {
  test('a program answers byte for byte as the general path, or hands over', async () => {
    let answers = 0;
    await fc.assert(
      fc.asyncProperty(journey, async ({ query, ...done }) => {
        const { prepared, program } = compiled.get(query)!;
        const call = () =>
          upstream((body, { subgraph }) => {
            const { name, at } = done[subgraph as keyof typeof done];
            return harms[name]!(body, at);
          });
        const expected = await general(prepared, {}, call());
        const first = call();
        const answer = await fast(program, {}, first);
        if (!(answer instanceof Deviation)) {
          answers++;
          expect(answer).toBe(expected);
          return;
        }
        expect(answer.defect).toBeUndefined();
        const asked = first.sent.length;
        expect(asData(await general(prepared, {}, first, answer))).toEqual(asData(expected));
        const again = first.sent
          .slice(asked)
          .filter((sent) =>
            first.sent
              .slice(0, asked)
              .some((it) => it.operation === sent.operation && it.body.equals(sent.body)),
          );
        expect(again).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
    expect(answers).toBeGreaterThan(150);
  });
});

/** What the client asked, of what was answered: no engine at all. */
function projected(value: unknown, set: SelectionSetNode | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => projected(item, set));
  if (!set || typeof value !== 'object' || value === null) return value;
  const from = value as Record<string, unknown>;
  return Object.fromEntries(
    set.selections.flatMap((it) => {
      if (it.kind !== Kind.FIELD) throw new Error('plain fields only');
      const key = (it.alias ?? it.name).value;
      return [[key, projected(from[key], it.selectionSet)] as const];
    }),
  );
}

describe('one body', () => {
  const queries = [
    '{ products { id name weight kind meta grid } }',
    '{ products { kind box { h label w } id boxes { w } price } }',
    '{ products { id } first { id name } }',
  ];

  test.each(queries)('is parsed, projected and printed, or refused: %s', async (query) => {
    const program = compileProgram(prepare(query));
    const set = parse(query).definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION)!.selectionSet;
    await fc.assert(
      fc.asyncProperty(harm, async ({ name, at }) => {
        let body = '';
        const call = upstream((honest) => {
          body = harms[name]!(honest, at).toWellFormed(); // as it is in UTF-8
          return body;
        });
        const answer = await fast(program, {}, call);
        if (answer instanceof Deviation) return;
        expect(answer).toBe(JSON.stringify({ data: projected(JSON.parse(body).data, set) }));
      }),
      { numRuns: 1_000 },
    );
  });
});
