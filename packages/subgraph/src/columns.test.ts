import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLResolveInfo, graphqlSync } from 'graphql';
import { columnsOf, columnsOfType, selectList } from './columns';

const schema = buildSchema(`
  type Query { stall: Stall any: [Thing] }
  type Stall { id: ID name: String rent: Int keeper: Keeper }
  type Keeper { id: ID name: String }
  union Thing = Stall | Keeper
`);

function asked(source: string, of: (info: GraphQLResolveInfo) => string[]): string[] {
  let columns: string[] = [];
  const note = (_args: unknown, _ctx: unknown, info: GraphQLResolveInfo) => {
    columns = of(info);
    return null;
  };
  const { errors } = graphqlSync({ schema, source, rootValue: { stall: note, any: note } });
  expect(errors).toBeUndefined();
  return columns;
}

describe('what is asked', () => {
  test('is named once, sorted, through fragments and repeated fields', () => {
    const source = 'fragment F on Stall { rent name } { stall { n: name ...F } stall { __typename id } }';
    expect(asked(source, columnsOf)).toEqual(['id', 'name', 'rent']);
  });

  test('further down is found by the path', () => {
    expect(
      asked('{ stall { keeper { name } ... { keeper { id } } } }', (it) => columnsOf(it, 'keeper')),
    ).toEqual(['id', 'name']);
  });

  test('of one type leaves out the others', () => {
    const source = '{ any { ... on Stall { rent } ... on Keeper { name } __typename } }';
    expect(asked(source, (it) => columnsOfType(it, 'Stall'))).toEqual(['rent']);
  });
});

describe('a select list', () => {
  const columns = {
    id: 'id',
    name: 'name',
    since: 'since_month',
    keeper: ['keeperId'],
    keeperId: 'keeper_id',
  };

  test('has what is asked, what that needs, and what is always there', () => {
    expect(selectList(columns, ['keeper', 'since', 'wares'])).toBe(
      'id as "id", keeper_id as "keeperId", since_month as "since"',
    );
  });

  test('is the same text for the same question', () => {
    expect(selectList(columns, ['name', 'keeper'])).toBe(selectList(columns, ['keeper', 'name', 'name']));
  });

  test('does not pass over a column it needs', () => {
    expect(() => selectList({ id: 'id', keeper: ['keperId'] }, ['keeper'])).toThrow(/keperId/);
  });
});
