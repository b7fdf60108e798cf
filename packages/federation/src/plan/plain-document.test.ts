import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { plainDocument } from './plain-document';

test.each([
  ['type Query { a: Int }', '{ a }'],
  ['type Query { b(at: Int!): Int  q(at: Int! = 1, to: Int): [Query!]! }', '{ q { __typename } }'],
  ['union U = Query  type Query { u: U }', '{ u { __typename } }'],
  ['type Query { b(at: Int!): Int }', undefined],
])('the plainest document for %s is %s', (sdl, document) => {
  expect(plainDocument(buildSchema(sdl))).toBe(document);
});
