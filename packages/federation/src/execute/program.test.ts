import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import type { PlanNode, SequenceNode } from '../plan/plan';
import { Deviation, Unsupported } from './deviation';
import { compile, fast, general, honest, prepare, upstream, type Variables } from './for-tests/stall';
import { compileProgram } from './program';
import { runProgram } from './run';

const answered = async (query: string, variables: Variables = {}) => {
  const prepared = prepare(query, variables);
  const call = upstream();
  const answer = await fast(compileProgram(prepared), variables, call);
  expect(answer).toBe(await general(prepared, variables, upstream()));
  return { answer: answer as string, sent: call.sent };
};

describe('a program answers as the general path does', () => {
  test.each([
    ['one request, as it came', '{ products { id weight kind } }'],
    ['another order than the subgraph sent', '{ things { name id __typename } products { kind id } }'],
    ['fields of two subgraphs, by turns', '{ products { weight id name depot { city } kind } }'],
    ['three stages', '{ first { name depot { keeper code } id } }'],
    ['what is required is not shown', '{ first { shelf } }'],
    [
      'an interface, its types with fields of their own',
      '{ things { ... on Gift { note wraps { depot { city } } } id ... on Product { box { h w } count } __typename } }',
    ],
    ['an interface of which only the id is asked', '{ things { id } thing(at: 1) { id } }'],
    ['lists of lists, of leaves and of entities', '{ first { grid depots { keeper city } } }'],
    ['two roots', '{ owner first { id } a: owner }'],
    [
      'fragments and aliases, one of them another field',
      'query { first { ...f } b: first { name: id id: name } } fragment f on Product { w: weight box { b: w label } }',
    ],
    ['custom scalars', '{ products { meta } }'],
    ['an entity that is missing in a subgraph', '{ products { id count depot { city } } }'],
    ['an entity whose key is null and who cannot be asked for', '{ cards { number pin } }'],
    ['nothing', '{ product(id: "none") { id count } }'],
    ['__typename at any place', '{ __typename products { t: __typename depot { __typename code } } }'],
  ])('%s', async (_, query) => {
    await answered(query);
  });

  test('@skip and @include, with one program for each position', async () => {
    const query =
      'query ($a: Boolean!, $b: Boolean = true) { first { id @skip(if: $a) count @include(if: $b) name } }';
    expect((await answered(query, { a: true, b: true })).answer).toBe(
      '{"data":{"first":{"count":-1,"name":"}]}}"}}}',
    );
    expect((await answered(query, { a: false, b: false })).sent.map((it) => it.subgraph)).toEqual(['goods']);
  });

  test('variables go to those who use them', async () => {
    const query = 'query ($id: ID!, $at: Int!) { product(id: $id) { id count } thing(at: $at) { id } }';
    const { sent } = await answered(query, { id: 'p0"', at: 2 });
    expect(sent.map(({ variables }) => variables)).toEqual([{ id: 'p0"', at: 2 }, undefined]);
  });

  test('equal representations are sent once', async () => {
    const { sent } = await answered('{ products { depot { keeper } } }');
    const { variables } = JSON.parse(sent.at(-1)!.body.toString());
    expect(variables.representations).toHaveLength(3);
  });

  test('an event of a subscription is not asked for', async () => {
    const program = compile('{ first { id count } }');
    const primary = Buffer.from(await honest({ ...upstreamRequest(program), subgraph: 'goods' }));
    const requests = program.requests.map((it, i) =>
      i === 0 ? { ...it, kind: 'subscription' as const } : it,
    );
    const call = { ...upstream(), primary };
    expect((await runProgram({ ...program, requests }, {}, call)).toString()).toContain('"count":-1');
    expect(call.sent.map((it) => it.subgraph)).toEqual(['stock']);
  });
});

const upstreamRequest = ({ requests: [first] }: ReturnType<typeof compile>) => ({
  body: Buffer.concat([first!.head, Buffer.from('}}')]),
  operation: first!.node.operation,
  kind: first!.kind,
});

test('a long list of short objects has room on the tape', async () => {
  const program = compile('{ first { boxes { h: w } } }');
  const boxes = Array.from({ length: 20_000 }, () => '{"k0_w":1}');
  const call = { fetch: async () => Buffer.from(`{"data":{"first":{"boxes":[${boxes}]}}}`) };
  expect(program.requests[0]!.records).toBe(true);
  expect((await runProgram(program, {}, call)).toString()).toBe(
    `{"data":{"first":{"boxes":[${boxes.map(() => '{"h":1}')}]}}}`,
  );
});

test('a long list of empty lists, which each have a record, too', async () => {
  const lists = Array.from({ length: 200_000 }, () => '[]').join();
  const call = upstream((body, { subgraph }) =>
    subgraph === 'stock' ? body.replace(/"depots":.*(?=\}\]\}\})/, `"depots":[${lists}]`) : body,
  );
  expect(await fast(compile('{ first { depots { keeper } } }'), {}, call)).toBe(
    `{"data":{"first":{"depots":[${lists}]}}}`,
  );
});

describe('a field that two requests ask', () => {
  const prepared = prepare('{ first { id count } }');
  const { nodes } = prepared.plan.node as SequenceNode;
  const twice: PlanNode = { kind: 'Parallel', nodes: [nodes[1]!, structuredClone(nodes[1]!)] };
  const doubled = {
    ...prepared,
    plan: { ...prepared.plan, node: { kind: 'Sequence' as const, nodes: [nodes[0]!, twice] } },
  };

  test('is taken from the first', async () => {
    const answer = await fast(compileProgram(doubled), {}, upstream());
    expect(answer).toBe(await general(doubled, {}, upstream()));
  });

  test('may be null in one and not in the other: then they are joined elsewhere', async () => {
    let asked = 0;
    const call = upstream((body, { subgraph }) => {
      return subgraph === 'stock' && asked++ === 0 ? body.replace('-1', 'null') : body;
    });
    const deviation = await fast(compileProgram(doubled), {}, call);
    expect(deviation).toBeInstanceOf(Deviation);
    expect(await general(doubled, {}, call, deviation as Deviation)).toContain('"count":-1');
    expect(call.sent).toHaveLength(3);
  });
});

describe('an answer that is wanted as it came', () => {
  test('is sent on as the same Buffer', async () => {
    const program = compile('{ products { id name } }');
    const body = Buffer.from('{"data":{"products":[{"id":"1","name":null}]}}');
    expect(program.identity).toBe(0);
    expect(await runProgram(program, {}, { fetch: async () => body })).toBe(body);
  });

  test('loses its extensions', async () => {
    const body = Buffer.from('{"data":{"products":[]},"extensions":{"cost":[1]}}');
    const answer = await runProgram(compile('{ products { id name } }'), {}, { fetch: async () => body });
    expect(answer.toString()).toBe('{"data":{"products":[]}}');
  });
});

describe('a deviation', () => {
  const query = 'mutation { touch(id: "p1\\\\") { id count shelf } }';

  test('hands on what was answered: the mutation is not sent again', async () => {
    const call = upstream((body, { subgraph }) => (subgraph === 'stock' ? `${body} ` : body));
    const prepared = prepare(query);
    const deviation = await fast(compileProgram(prepared), {}, call);
    expect(deviation).toMatchObject({ subgraph: 'stock', isFailure: false });
    const answer = await general(prepared, {}, call, deviation as Deviation);
    expect(answer).toBe(await general(prepared, {}, upstream()));
    expect(call.sent.map(({ kind }) => kind)).toEqual(['mutation', 'query']);
  });

  test('tells that a subgraph failed, which is not asked again either', async () => {
    const call = upstream((body, { subgraph }) => {
      if (subgraph === 'goods') throw new Error('down');
      return body;
    });
    const prepared = prepare(query);
    const deviation = await fast(compileProgram(prepared), {}, call);
    expect(deviation).toMatchObject({ isFailure: true, subgraph: undefined });
    expect(await general(prepared, {}, call, deviation as Deviation)).toContain('DEGRADED');
    expect(call.sent).toHaveLength(1);
  });

  test('waits for its siblings, so that their answers are kept', async () => {
    const call = upstream((body, { subgraph }) => (subgraph === 'goods' ? ` ${body}` : body));
    const deviation = await fast(compile('{ owner first { id } }'), {}, call);
    expect((deviation as Deviation).kept.size).toBe(2);
  });

  test.each([
    ['another separator', (body: string) => body.replaceAll('},{', '};{')],
    ['an entity too many', (body: string) => body.replace(']}}', ',null]}}')],
    ['an entity too few', (body: string) => body.replace(/,\{[^{}]*\}\]\}\}$/, ']}}')],
    ['another alias', (body: string) => body.replace('"_entities"', '"_Entities"')],
  ])('is what %s among entities is', async (_, change) => {
    const call = upstream((body, { subgraph }) => (subgraph === 'stock' ? change(body) : body));
    expect(await fast(compile('{ products { id count } }'), {}, call)).toBeInstanceOf(Deviation);
  });

  test('is what invalid UTF-8 is', async () => {
    const body = Buffer.from('{"data":{"products":[{"id":"_","name":null}]}}');
    body[body.indexOf('_')] = 0xff;
    await expect(
      runProgram(compile('{ products { id name } }'), {}, { fetch: async () => body }),
    ).rejects.toThrow(Deviation);
  });
});

describe('only the general path', () => {
  test.each([
    ['answers about the schema', '{ __schema { queryType { name } } }'],
    ['answers what needs no subgraph', '{ __typename }'],
  ])('%s', (_, query) => {
    expect(() => compile(query)).toThrow(Unsupported);
  });

  test('takes a program whose source is too large', () => {
    const fields = Array.from(
      { length: 600 },
      (_, i) => `a${i}: things { ... on Gift { note id } ... on Product { kind id } }`,
    );
    expect(() => compile(`{ ${fields.join(' ')} }`)).toThrow('too large a program');
  });

  test.each([
    ['ValueSetter', { inputRewrites: [{ ValueSetter: { path: [], setValueTo: 'x' } }] }],
    ['KeyRenamer', { outputRewrites: [{ KeyRenamer: { path: [], renameKeyTo: 'x' } }] }],
  ])('rewrites: %s', (_, rewrites) => {
    const prepared = prepare('{ products { id } }');
    const node = { ...(prepared.plan.node as object), ...rewrites } as typeof prepared.plan.node;
    expect(() => compileProgram({ ...prepared, plan: { ...prepared.plan, node } })).toThrow(Unsupported);
  });
});

test('nothing a client or a subgraph wrote enters generated code as text', () => {
  const make = jest.spyOn(globalThis, 'Function');
  try {
    const aliases = 'a_needle: product(id: "another needle") { b_needle: name t_needle: __typename count }';
    compile(`query needle { ${aliases} things { ... on Gift { note } ... on Product { kind } } }`);
    expect(make).toHaveBeenCalledTimes(1);
    const strings = [...String(make.mock.calls[0]!.at(-1)).matchAll(/(["'`])(.*?)\1/gs)].map(
      ([, , it]) => it,
    );
    expect(new Set(strings)).toEqual(new Set());
  } finally {
    make.mockRestore();
  }
});

test('the output buffer is never held while something is awaited', () => {
  const sources = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const held = sources.flatMap((file) =>
    [...readFileSync(join(__dirname, file), 'utf8').matchAll(/\bbegin\(\);(.*?)\btake\(\)/gs)].map(
      ([, it]) => it,
    ),
  );
  expect(held.length).toBeGreaterThan(1);
  expect(held.filter((code) => /\bawait\b/.test(code!))).toEqual([]);
});
