import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setStage } from '../stage';
import { answerOfMerged, mergedSchema } from './merged';
import { operationsOf } from './operations';
import { shop } from './resolvers';
import { worldOf } from './world';

const schema = mergedSchema(setStage(shop).publicSdl);
const drawn = fc.sample(operationsOf(schema), { numRuns: 400, seed: 7 });

describe('the generator of operations', () => {
  test.each([
    ['aliases', /\w+: \w+/],
    ['named fragments', /\.\.\.F\d/],
    ['fragments in fragments', /fragment F\d[^\n]*\.\.\.F\d/],
    ['inline fragments', /\.\.\. on \w+ /],
    ['bare inline fragments under a condition', /\.\.\. @(skip|include)/],
    ['variables in skip and include', /@(skip|include)\(if: \$/],
    ['__typename, aliased', /tn: __typename/],
    ['__typename, late', /\w __typename/],
    ['lists of lists', /sellables|warehouses|grid/],
    ['keys that are composite and nested', /catalog|stockists|manager/],
    ['requirements', /ship|pack|tax/],
    ['input objects', /filter/],
    ['mutations', /^mutation/],
    ['four levels', /\{[^}]*\{[^}]*\{[^}]*\{/],
  ])('draws %s', (_, look) => {
    expect(drawn.filter((operation) => look.test(operation.query)).length).toBeGreaterThan(4);
  });

  test('the merged schema answers all of them, most with data', async () => {
    const answers = await Promise.all(
      drawn.map((operation, i) => answerOfMerged(schema, worldOf(i % 12), operation)),
    );
    expect(answers.filter((answer) => answer.data).length).toBeGreaterThan(drawn.length / 2);
  });
});
