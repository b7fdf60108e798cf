import { createHash } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import {
  bodyRequest,
  documentRequest,
  GOOD_BODY,
  GOOD_QUERY,
  type HostileRequest,
  JSON_TYPE,
  times,
} from './hostile-request';
import { breakdowns } from './small-world';

const url = `/graphql?query=${encodeURIComponent(GOOD_QUERY)}`;
const mutation = encodeURIComponent('mutation { rename(id: 1, name: "a") { id } }');

const methods: HostileRequest[] = [
  { name: 'a query by GET', method: 'GET', path: url },
  { name: 'a mutation by GET', method: 'GET', path: `/graphql?query=${mutation}` },
  { name: 'a query by GET with a JSON content type', method: 'GET', path: url, headers: JSON_TYPE },
  {
    name: 'a query by GET with an odd content type',
    method: 'GET',
    path: url,
    headers: { 'content-type': 'application/json; charset="' },
  },
  { name: 'a mutation by HEAD', method: 'HEAD', path: `/graphql?query=${mutation}` },
  { name: 'a body by GET', method: 'GET', path: '/graphql', headers: JSON_TYPE, body: GOOD_BODY },
  ...['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY'].map((method) => ({
    name: `a body by ${method}`,
    method,
    path: '/graphql',
    headers: JSON_TYPE,
    body: GOOD_BODY,
  })),
  {
    name: 'the method told by a header',
    method: 'GET',
    path: url,
    headers: { 'x-http-method-override': 'POST' },
  },
  { name: 'the query in the address of a POST', path: url, body: '{}' },
  { name: 'a path above', path: '/graphql/../../etc/passwd', body: GOOD_BODY },
  { name: 'a path that is not decoded', path: '/%67raphql', body: GOOD_BODY },
  { name: 'a path of ten thousand letters', path: `/${'a'.repeat(10_000)}`, body: GOOD_BODY },
  { name: 'a page that is not there', method: 'GET', path: '/' },
  { name: 'a webhook of nobody', path: '/webhooks/fake/3374', body: '{}' },
  { name: 'the metrics of the process', method: 'GET', path: '/metrics' },
  { name: 'a foreign origin', headers: { ...JSON_TYPE, origin: 'https://evil.example' }, body: GOOD_BODY },
  { name: 'an origin of null', headers: { ...JSON_TYPE, origin: 'null' }, body: GOOD_BODY },
  {
    name: 'an origin that ends like ours',
    headers: { ...JSON_TYPE, origin: 'https://127.0.0.1.evil.example' },
    body: GOOD_BODY,
  },
  {
    name: 'a foreign preflight',
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  },
];

const socket = (name: string, ...lines: string[]): HostileRequest => ({ name, raw: lines.join('\r\n') });
const head = [
  'POST /graphql HTTP/1.1',
  'host: 127.0.0.1',
  'connection: close',
  'content-type: application/json',
];
const length = `content-length: ${GOOD_BODY.length}`;

const wires: HostileRequest[] = [
  socket(
    'a length and chunks at once',
    ...head,
    length,
    'transfer-encoding: chunked',
    '',
    `0\r\n\r\n${GOOD_BODY}`,
  ),
  socket('two lengths', ...head, length, 'content-length: 1', '', GOOD_BODY),
  socket('a length below zero', ...head, 'content-length: -1', '', GOOD_BODY),
  socket('a length of hexadecimals', ...head, 'content-length: 0x10', '', GOOD_BODY),
  socket('a length beyond counting', ...head, 'content-length: 99999999999999999999', '', GOOD_BODY),
  socket('chunks of no size', ...head, 'transfer-encoding: chunked', '', 'zz\r\n'),
  socket(
    'chunks without end',
    ...head,
    'transfer-encoding: chunked',
    '',
    `${times(20, () => `1000\r\n${' '.repeat(4_096)}\r\n`, '')}`,
  ),
  socket('chunked twice', ...head, 'transfer-encoding: chunked, chunked', '', '0\r\n\r\n'),
  socket('no host', 'POST /graphql HTTP/1.1', ...head.slice(2), length, '', GOOD_BODY),
  socket(
    'three thousand headers',
    ...head,
    ...Array.from({ length: 3_000 }, (_, i) => `x-${i}: y`),
    length,
    '',
    GOOD_BODY,
  ),
  socket('a header of a hundred kilobytes', ...head, `x-a: ${'x'.repeat(100_000)}`, length, '', GOOD_BODY),
  socket('a header with a NUL', ...head, 'x-a: a\0b', length, '', GOOD_BODY),
  socket('a header name with a space', ...head, 'x a: b', length, '', GOOD_BODY),
  socket('a folded header', ...head, 'x-a: b\r\n c', length, '', GOOD_BODY),
  socket('HTTP/2 out of the blue', 'PRI * HTTP/2.0', '', 'SM', '', ''),
  socket('HTTP/9.9', 'POST /graphql HTTP/9.9', 'host: a', '', ''),
  socket('no HTTP at all', 'hello', '', ''),
  socket('TLS where none is spoken', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '', ''),
  socket('an upgrade to h2c', ...head.slice(0, 2), 'connection: upgrade', 'upgrade: h2c', '', ''),
];

const hash = createHash('sha256').update(GOOD_QUERY).digest('hex');
const persisted = (name: string, persistedQuery: unknown, query?: string) =>
  bodyRequest(name, JSON.stringify({ query, extensions: { persistedQuery } }));

const hashes: HostileRequest[] = [
  persisted('a hash alone', { version: 1, sha256Hash: hash }),
  persisted('a hash of another document', { version: 1, sha256Hash: hash }, '{ me { name } }'),
  persisted('a hash that is right', { version: 1, sha256Hash: hash }, GOOD_QUERY),
  persisted('a hash that is a path', { version: 1, sha256Hash: '../../etc/passwd' }),
  persisted('a hash that is __proto__', { version: 1, sha256Hash: '__proto__' }),
  persisted('a hash that is an object', { version: 1, sha256Hash: { a: 1 } }),
  persisted('a hash of version 9', { version: 9, sha256Hash: hash }),
  bodyRequest('the id of a document', '{"id":"1","variables":{}}'),
  bodyRequest('the id of a document named documentId', '{"documentId":"a/1"}'),
];

const curious: HostileRequest[] = [
  documentRequest('the whole schema', getIntrospectionQuery()),
  documentRequest('the schema, shortly', '{ __schema { types { name } } }'),
  documentRequest('the schema under an alias', '{ a: __schema { queryType { name } } }'),
  documentRequest(
    'the schema in a fragment',
    '{ ...f } fragment f on Query { __schema { queryType { name } } }',
  ),
  documentRequest('the schema in an inline fragment', '{ ... on Query { __schema { queryType { name } } } }'),
  documentRequest('the schema beside a good query', '{ me { id } __schema { queryType { name } } }'),
  documentRequest('the schema with spaces between', '{ __schema\n\n{\n# x\ntypes { name } } }'),
  documentRequest(
    'the schema by a directive that leaves it out',
    'query ($v: Boolean = true) { me { id } __schema @skip(if: $v) { types { name } } }',
  ),
  documentRequest('one type', '{ __type(name: "Person") { fields { name } } }'),
  documentRequest('one type by a variable', 'query ($n: String!) { __type(name: $n) { name } }', {
    variables: { n: 'Person' },
  }),
  documentRequest(
    'the schema, circular',
    `{ __schema { types { ${'fields { type { '.repeat(6)}name${' } }'.repeat(6)} } } }`,
  ),
  documentRequest('a field that is nearly right', '{ me { nam } }'),
  documentRequest('a root field that is nearly right', '{ peopel { id } }'),
  documentRequest('an argument that is nearly right', '{ person(idd: 1) { id } }'),
  documentRequest('a type that is nearly right', '{ me { ... on Persn { id } } }'),
  documentRequest('a directive that is nearly right', '{ me { id @inclde(if: true) } }'),
  documentRequest(
    'a key of an input that is nearly right',
    '{ search(text: "a", filter: { nme: "a" }) { id } }',
  ),
  documentRequest(
    'a key of a variable that is nearly right',
    'query ($f: Filter) { search(text: "a", filter: $f) { id } }',
    { variables: { f: { nme: 1 } } },
  ),
  documentRequest(
    'a variable type that is nearly right',
    'query ($f: Fliter) { search(text: "a", filter: $f) { id } }',
  ),
];

const STREAM_TOKEN = { ...JSON_TYPE, 'x-graphql-event-stream-token': 'a-token-of-nobody' };

const streams: HostileRequest[] = [
  { name: 'a stream that nobody keeps a place for', method: 'GET', path: '/graphql/stream' },
  {
    name: 'a stream of another',
    method: 'GET',
    path: '/graphql/stream?token=00000000-0000-0000-0000-000000000000',
  },
  { name: 'a stream under __proto__', method: 'GET', path: '/graphql/stream?token=__proto__' },
  { name: 'an operation without a stream', path: '/graphql/stream', body: GOOD_BODY },
  {
    name: 'an operation on the stream of another',
    path: '/graphql/stream',
    headers: STREAM_TOKEN,
    body: GOOD_BODY,
  },
  {
    name: 'the token of a stream where only a header counts',
    path: '/graphql/stream?token=a',
    body: GOOD_BODY,
  },
  {
    name: 'an end to what another asks',
    method: 'DELETE',
    path: '/graphql/stream?operationId=a',
    headers: STREAM_TOKEN,
  },
  { name: 'a stream by PATCH', method: 'PATCH', path: '/graphql/stream', headers: STREAM_TOKEN },
  {
    name: 'a place for a foreign page',
    method: 'PUT',
    path: '/graphql/stream',
    headers: { origin: 'https://evil.example' },
  },
];

const behind: HostileRequest[] = breakdowns.map((how) => ({
  ...documentRequest(`a subgraph that breaks: ${how}`, `{ broken(how: "breaks:${how}") }`),
  outcome: how === 'prototype' || how === 'errors' ? 'harmless' : undefined,
}));

export const doors: readonly HostileRequest[] = [
  ...methods,
  ...wires,
  ...streams,
  ...hashes,
  ...curious,
  ...behind,
];
