import { describe, expect, test } from '@jest/globals';
import { changes } from './hostile';
import { randomFrom } from './random';

const body = JSON.stringify({
  data: {
    products: [
      { __typename: 'Product', id: 'p1', name: 'plain', price: 1.5, dims: { w: 3 } },
      { __typename: 'Brand', id: 'b1', name: 'other', price: null, dims: { w: -1 } },
      { __typename: 'Gift', id: 'g1', name: '"', price: 2e21, dims: { w: 0 } },
    ],
    grid: [[1, 2]],
    meta: { a: [] },
  },
});
const entities = '{"data":{"_entities":[{"id":"p1","price":1},{"id":"p2","price":2}]}}';

describe('changes of bodies', () => {
  test.each(Object.keys(changes))('%s: the body is another one', (name) => {
    const hurt = [body, entities].flatMap((text) =>
      Array.from(
        { length: 20 },
        (_, seed) => [text, String(changes[name]!(text, randomFrom(seed)))] as const,
      ),
    );
    expect(hurt.filter(([before, after]) => before !== after).length).toBeGreaterThan(5);
  });
});
