import { expect, test } from '@jest/globals';
import { answerType } from './answer-type';

const PLAIN = 'application/json';
const OWN = 'application/graphql-response+json';

test.each([
  [undefined, PLAIN],
  ['', PLAIN],
  ['*/*', PLAIN],
  ['application/*;q=0.2', PLAIN],
  ['text/html, */*;q=0.1', PLAIN],
  ['application/json; charset=utf-8', PLAIN],
  [OWN, OWN],
  [`${OWN}; charset=utf-8`, OWN],
  ['Application/GraphQL-Response+JSON', OWN],
  [`${OWN}, application/json;q=0.9`, OWN],
  [`application/json, ${OWN}`, OWN],
  [`${OWN};q=0.5, application/json`, PLAIN],
  [`${OWN};q=0, */*`, PLAIN],
  [`application/json;q=0, ${OWN};q=0.1`, OWN],
  ['application/json;q=0, */*', undefined],
  ['text/html', undefined],
  ['application/xml;q=1, image/*', undefined],
  ['application/jsonx', undefined],
  ['*/*;q=nonsense', undefined],
])('accept: %s is answered as %s', (accept, type) => {
  expect(answerType(accept)).toBe(type);
});
