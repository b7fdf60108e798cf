import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, graphql } from 'graphql';
import { inBatch, oneFor } from './children';
import type { Context } from './context';

const schema = buildSchema(`
  type Query { first: Stall second: Stall all: [Stall!] }
  type Stall { id: ID wares(first: Int): [Ware] }
  type Ware { name: String price: Int }
`);

let asked: { ids: string[]; columns: string[]; first: unknown }[] = [];
const stall = schema.getType('Stall') as GraphQLObjectType;
stall.getFields().wares!.resolve = inBatch(
  async (parents: readonly { id: string }[], _ctx, columns, { first }) => {
    asked.push({ ids: parents.map(({ id }) => id), columns, first });
    return parents.map(({ id }) => [{ name: `of ${id}`, price: 1 }]);
  },
) as never;

async function run(source: string): Promise<unknown> {
  asked = [];
  const same = { id: 'a' };
  const rootValue = { first: { id: 'a' }, second: { id: 'b' }, all: [same, { id: 'b' }, same] };
  const { data, errors } = await graphql({ schema, source, rootValue, contextValue: {} as Context });
  expect(errors).toBeUndefined();
  return data;
}

test('a list asks for its children once, each parent once', async () => {
  expect(await run('{ all { wares { name } } }')).toMatchObject({
    all: [{ wares: [{ name: 'of a' }] }, { wares: [{ name: 'of b' }] }, { wares: [{ name: 'of a' }] }],
  });
  expect(asked).toEqual([{ ids: ['a', 'b'], columns: ['name'], first: undefined }]);
});

test('two places with other arguments are two batches', async () => {
  await run('{ all { few: wares(first: 1) { name } many: wares(first: 9) { price } } }');
  expect(asked).toEqual([
    { ids: ['a', 'b'], columns: ['name'], first: 1 },
    { ids: ['a', 'b'], columns: ['price'], first: 9 },
  ]);
});

test('a selection in two halves is one batch with both', async () => {
  await run('{ all { wares { name } } all { wares { price } } }');
  expect(asked).toEqual([{ ids: ['a', 'b'], columns: ['name', 'price'], first: undefined }]);
});

test('equal fields in different places stay apart', async () => {
  await run('{ first { wares { name } wares { price } } second { wares { name } } }');
  expect(asked).toHaveLength(2);
});

test('a batch that loses count is a defect, never another row', async () => {
  const field = stall.getFields().wares!;
  const right = field.resolve;
  field.resolve = inBatch(async () => [[]]) as never;
  const { errors } = await graphql({
    schema,
    source: '{ all { wares { name } } }',
    rootValue: { all: [{ id: 'a' }, { id: 'b' }] },
    contextValue: {},
  });
  field.resolve = right!;
  expect(errors?.[0]?.message).toMatch(/Stall\.wares: 1 answers for 2/);
});

test('one row per key, null where there is none', () => {
  expect(oneFor(['a', 'b'], [{ key: 'b' }], ({ key }) => key)).toEqual([null, { key: 'b' }]);
});
