import { brotliCompressSync, gzipSync } from 'node:zlib';
import {
  bodyRequest,
  documentRequest,
  GOOD_BODY,
  GOOD_QUERY,
  type HostileRequest,
  JSON_TYPE,
  times,
} from './hostile-request';

const query = JSON.stringify(GOOD_QUERY);

const bodies: HostileRequest[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '1e400'],
  ['a text', '"{ me { id } }"'],
  ['the bare document', GOOD_QUERY],
  ['an empty object', '{}'],
  ['an empty array', '[]'],
  ['a batch of one', `[${GOOD_BODY}]`],
  ['a batch of a hundred', `[${times(100, () => GOOD_BODY, ',')}]`],
  ['an array of arrays', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['arrays that never close', '['.repeat(60_000)],
  [
    'objects, ten thousand deep',
    `{"query":${query},"variables":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`,
  ],
  ['a query that is a number', '{"query":1}'],
  ['a query that is an array', `{"query":[${query}]}`],
  ['a query that is null', '{"query":null}'],
  ['a query that is empty', '{"query":""}'],
  ['two queries', `{"query":${query},"query":"{ me { name } }"}`],
  ['two queries, one escaped', `{"query":${query},"qu\\u0065ry":"{ me { name } }"}`],
  ['two variables objects', `{"query":${query},"variables":{},"variables":{"a":1}}`],
  [
    'a variable twice',
    `{"query":"query ($id: ID!) { person(id: $id) { id } }","variables":{"id":"1","id":"2"}}`,
  ],
  ['variables that are an array', `{"query":${query},"variables":[1]}`],
  ['variables that are a text', `{"query":${query},"variables":"{}"}`],
  ['an operationName that is a number', `{"query":${query},"operationName":1}`],
  ['an operationName that is an object', `{"query":${query},"operationName":{"a":1}}`],
  ['an operationName of nothing there', `{"query":"query a { me { id } }","operationName":"b"}`],
  ['two operations and no name', '{"query":"query a { me { id } } query b { me { name } }"}'],
  [
    'two operations of one name',
    '{"query":"query a { me { id } } query a { me { name } }","operationName":"a"}',
  ],
  [
    'a query and a mutation without names',
    '{"query":"{ me { id } } mutation { rename(id: 1, name: \\"a\\") { id } }"}',
  ],
  [
    'the name of a fragment as operationName',
    '{"query":"query a { me { ...f } } fragment f on Person { id }","operationName":"f"}',
  ],
  ['a byte order mark before the body', `\ufeff${GOOD_BODY}`],
  ['a NUL after the body', `${GOOD_BODY}\0`],
  ['two bodies', GOOD_BODY + GOOD_BODY],
  ['a comment in the JSON', `{"query":${query}/* */}`],
  ['a comma at the end', `{"query":${query},}`],
  ['single quotes', `{'query':'{ me { id } }'}`],
  ['NaN as a variable', `{"query":${query},"variables":{"a":NaN}}`],
  ['a form', `query=${encodeURIComponent(GOOD_QUERY)}`],
  ['newline-delimited JSON', `${GOOD_BODY}\n${GOOD_BODY}\n`],
].map(([name = '', body = '']) => bodyRequest(`a body of ${name}`, body));

const bytes: HostileRequest[] = [
  bodyRequest('a body of invalid UTF-8', Buffer.from([0x7b, 0x22, 0x71, 0xff, 0xfe, 0x22, 0x7d])),
  bodyRequest(
    'invalid UTF-8 within a text',
    Buffer.concat([
      Buffer.from('{"query":"{ person(id: \\"'),
      Buffer.from([0xc0, 0xaf]),
      Buffer.from('\\") { id } }"}'),
    ]),
  ),
  bodyRequest('a body in UTF-16', Buffer.from(GOOD_BODY, 'utf16le')),
  bodyRequest(
    'a body one byte too large',
    JSON.stringify({ query: GOOD_QUERY, pad: '' }).replace('""', `"${'x'.repeat(64 * 1024)}"`),
  ),
  bodyRequest('a body of a megabyte', JSON.stringify({ query: 'x'.repeat(1_000_000) })),
  bodyRequest('a body of ten megabytes', Buffer.alloc(10_000_000, 0x20)),
  bodyRequest('keys, as many as fit', `{${times(7_000, (i) => `"k${i}":0`, ',')}}`),
  documentRequest('a query of a megabyte of comment', `#${'x'.repeat(1_000_000)}\n{ me { id } }`),
];

const withHeaders = (
  name: string,
  headers: Record<string, string | string[]>,
  body: string | Buffer = GOOD_BODY,
): HostileRequest => ({
  name,
  headers,
  body,
});

const contentTypes: HostileRequest[] = [
  ['none', undefined],
  ['text/plain', 'text/plain'],
  ['text/plain that names JSON', 'text/plain; charset=application/json'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['multipart', 'multipart/form-data; boundary=x'],
  ['application/graphql', 'application/graphql'],
  ['application/json-patch+json', 'application/json-patch+json'],
  ['two in one', 'application/json, text/plain'],
  ['a form with JSON as its parameter', 'multipart/form-data; boundary=application/json'],
  ['utf-7', 'application/json; charset=utf-7'],
  ['utf-16', 'application/json; charset=utf-16le'],
  ['latin1', 'application/json; charset=iso-8859-1'],
  ['a charset nobody knows', 'application/json; charset=x-user-defined'],
  ['a charset of ten thousand letters', `application/json; charset=${'x'.repeat(10_000)}`],
  ['thousands of parameters', `application/json${'; a=b'.repeat(2_000)}`],
  ['an event stream', 'text/event-stream'],
].map(([name, type]) => withHeaders(`the content type ${name}`, type ? { 'content-type': type } : {}));

const FORM = [
  '--x\r\ncontent-disposition: form-data; name="operations"\r\n',
  '{"query":"mutation ($f: String!) { rename(id: 1, name: $f) { id } }","variables":{"f":null}}',
  '--x\r\ncontent-disposition: form-data; name="map"\r\n',
  '{"0":["variables.f","__proto__.polluted","variables.constructor.prototype.x"]}',
  '--x\r\ncontent-disposition: form-data; name="0"; filename="../../etc/passwd"\r\n',
  'x\r\n--x--',
].join('\r\n');

const encodings: HostileRequest[] = [
  withHeaders('an upload of several parts', { 'content-type': 'multipart/form-data; boundary=x' }, FORM),
  withHeaders('gzip', { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(GOOD_BODY)),
  withHeaders(
    'ten kilobytes of gzip that are a hundred megabytes',
    { ...JSON_TYPE, 'content-encoding': 'gzip' },
    gzipSync(Buffer.alloc(10_000_000, 0x20)),
  ),
  withHeaders(
    'gzip in gzip',
    { ...JSON_TYPE, 'content-encoding': 'gzip, gzip' },
    gzipSync(gzipSync(GOOD_BODY)),
  ),
  withHeaders(
    'brotli',
    { ...JSON_TYPE, 'content-encoding': 'br' },
    brotliCompressSync(Buffer.alloc(1_000_000, 0x20)),
  ),
  withHeaders('deflate that is none', { ...JSON_TYPE, 'content-encoding': 'deflate' }, GOOD_BODY),
  withHeaders('an encoding nobody knows', { ...JSON_TYPE, 'content-encoding': 'x-none' }),
  withHeaders('plain JSON that says it is gzip', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  withHeaders('gzip that says it is plain', JSON_TYPE, gzipSync(GOOD_BODY)),
];

export const envelopes: readonly HostileRequest[] = [...bodies, ...bytes, ...contentTypes, ...encodings];
