import { expect, test } from '@jest/globals';
import { documentIdOf } from './document-id';

const hash = 'a'.repeat(64);
const apollo = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } });

test.each([
  ['documentId with its prefix', `sha256:${hash}`, undefined],
  ['documentId without one', hash, {}],
  ["the hash that Apollo's clients send", undefined, apollo(hash)],
  ['the hash beside a documentId that is null', null, apollo(hash)],
])('a stored operation is named by %s', (_, documentId, extensions) => {
  expect(documentIdOf(documentId, extensions)).toBe(hash);
});

test('none is named by other extensions', () => {
  expect(documentIdOf(undefined, { operationId: '1' })).toBeUndefined();
  expect(documentIdOf(null, null)).toBeUndefined();
});

test.each([
  ['a list of ids', [hash], undefined],
  ['a number', 1, undefined],
  ['an object', { sha256: hash }, undefined],
  ['two names', hash, apollo(hash)],
  ['a hash of another version', undefined, apollo(hash, 2)],
  ['a version that is a text', undefined, apollo(hash, '1')],
  ['a hash that is a list', undefined, apollo([hash])],
  ['no hash', undefined, { persistedQuery: { version: 1 } }],
  ['null for a hash', undefined, { persistedQuery: null }],
  ['a text for a hash', undefined, { persistedQuery: hash }],
])('%s is no name', (_, documentId, extensions) => {
  expect(() => documentIdOf(documentId, extensions)).toThrow(
    expect.objectContaining({ extensions: { code: 'REQUEST_MALFORMED' } }),
  );
});
