import { bodyRequest, documentRequest, type HostileRequest, times } from './hostile-request';

const PERSON = 'query ($id: ID!) { person(id: $id) { id } }';
const FIRST = 'query ($first: Int) { people(first: $first) { id } }';
const SEARCH = 'query ($text: String!, $filter: Filter) { search(text: $text, filter: $filter) { id } }';
const PEOPLE = 'query ($ids: [ID!]) { people(ids: $ids) { id } }';

const of = (query: string, name: string, variables: string, outcome?: 'harmless'): HostileRequest => ({
  ...bodyRequest(name, `{"query":${JSON.stringify(query)},"variables":${variables}}`),
  outcome,
});

const numbers: HostileRequest[] = [
  of(FIRST, 'an Int of 2^31', '{"first":2147483648}'),
  of(FIRST, 'an Int of 2^63', '{"first":9223372036854775808}'),
  of(FIRST, 'an Int of 1e400', '{"first":1e400}'),
  of(FIRST, 'an Int of a thousand digits', `{"first":${'9'.repeat(1_000)}}`),
  of(FIRST, 'an Int that is a fraction', '{"first":1.5}'),
  of(FIRST, 'an Int that is a text', '{"first":"1; select 1"}'),
  of(FIRST, 'an Int that is true', '{"first":true}'),
  of(FIRST, 'an Int that is an object', '{"first":{"$gt":0}}'),
  of(FIRST, 'an Int that is a list', '{"first":[1]}'),
  of(FIRST, 'minus zero', '{"first":-0}', 'harmless'),
  of(FIRST, 'minus two billion', '{"first":-2147483648}', 'harmless'),
  of(SEARCH, 'a Float of 1e400', '{"text":"a","filter":{"ratio":1e400}}'),
  documentRequest('an Int literal of 2^31', '{ people(first: 2147483648) { id } }'),
  documentRequest('an Int literal of ten thousand digits', `{ people(first: ${'9'.repeat(10_000)}) { id } }`),
  {
    ...documentRequest(
      'a Float literal of 1e99999',
      '{ search(text: "a", filter: { ratio: 1e99999 }) { id } }',
    ),
    outcome: 'harmless',
  },
];

const texts: HostileRequest[] = [
  of(PERSON, 'an id that is an object', '{"id":{"__typename":"Person","id":"1"}}'),
  of(PERSON, 'an id that is a fraction', '{"id":1.5}'),
  of(PERSON, 'an id that is null', '{"id":null}'),
  of(PERSON, 'no id at all', '{}'),
  of(PERSON, 'half a character', '{"id":"\\ud800"}'),
  of(PERSON, 'halves in the wrong order', '{"id":"\\udc00\\ud800"}'),
  of(SEARCH, 'half a character deep within', '{"text":"a","filter":{"and":[{"tags":["\\udfff"]}]}}'),
  of(SEARCH, 'half a character as a key', '{"text":"a","\\ud800":1}'),
  of(PERSON, 'a NUL', '{"id":"\\u0000"}', 'harmless'),
  of(PERSON, 'a mark that turns the writing around', '{"id":"\\u202e\\u2066"}', 'harmless'),
  of(PERSON, 'line ends that only scripts know', '{"id":"\\u2028\\u2029"}', 'harmless'),
  of(PERSON, 'a quote, a brace, a bracket', '{"id":"\\"}]}}, \\"errors\\":[]"}', 'harmless'),
  of(PERSON, 'ten thousand accents on one letter', `{"id":"a${'\u0301'.repeat(10_000)}"}`, 'harmless'),
  of(PERSON, 'SQL in an id', `{"id":"1'; drop table people; --"}`, 'harmless'),
  of(PERSON, 'a path in an id', '{"id":"../../../../etc/passwd"}', 'harmless'),
  of(PERSON, 'a text of 32 KiB and one byte', `{"id":"${'x'.repeat(32 * 1024)}"}`),
  of(PERSON, 'a text of sixty thousand letters', `{"id":"${'x'.repeat(60_000)}"}`),
  of(PERSON, 'a text of letters of four bytes', `{"id":"${'😀'.repeat(9_000)}"}`),
];

const shapes: HostileRequest[] = [
  of(PEOPLE, '101 ids', JSON.stringify({ ids: Array(101).fill('1') })),
  of(PEOPLE, 'ten thousand ids', JSON.stringify({ ids: Array(10_000).fill(1) })),
  of(PEOPLE, 'a list of lists', '{"ids":[[["1"]]]}'),
  of(PEOPLE, 'a list with null', '{"ids":["1",null]}'),
  of(PEOPLE, 'lists, ten thousand deep', `{"ids":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
  of(
    SEARCH,
    'filters in filters, a thousand deep',
    `{"text":"a","filter":${'{"and":['.repeat(1_000)}{}${']}'.repeat(1_000)}}`,
  ),
  of(
    SEARCH,
    'filters in filters, thirteen deep',
    `{"text":"a","filter":${'{"and":['.repeat(13)}{}${']}'.repeat(13)}}`,
  ),
  of(SEARCH, 'a key that the filter does not have', '{"text":"a","filter":{"password":"x"}}'),
  of(SEARCH, 'a filter that is a list', '{"text":"a","filter":[{"name":"x"}]}'),
  of(SEARCH, 'six thousand keys', `{"text":"a",${times(6_000, (i) => `"k${i}":0`, ',')}}`),
  of(
    SEARCH,
    'six thousand keys in the filter',
    `{"text":"a","filter":{${times(6_000, (i) => `"k${i}":0`, ',')}}}`,
  ),
  of(SEARCH, 'a million keys', `{"text":"a","filter":{${times(1_000_000, (i) => `"${i}":0`, ',')}}}`),
  of(
    SEARCH,
    'keys that sort as numbers',
    `{"text":"a","filter":{${times(4_000, (i) => `"${4e9 - i}":0`, ',')}}}`,
  ),
  of('query ($a: Query) { me { id } }', 'a variable of an output type', '{"a":{}}'),
  of('query ($a: Nothing) { me { id } }', 'a variable of no such type', '{"a":1}'),
  of('query ($a: Int, $a: Int) { people(first: $a) { id } }', 'a variable declared twice', '{"a":1}'),
  of('query ($a: _Any) { me { id } }', "a variable of a subgraph's type", '{"a":1}'),
  of('query ($a: Int = "x") { people(first: $a) { id } }', 'a default that does not fit', '{}'),
  of('{ people(first: $a) { id } }', 'a variable nobody declares', '{"a":1}'),
  of(
    'query ($representations: [ID!]) { people(ids: $representations) { id } }',
    "the planner's own variable name",
    '{"representations":["1"]}',
    'harmless',
  ),
];

const POLLUTED = '{"polluted":1}';

const prototypes: HostileRequest[] = ['__proto__', 'constructor', 'prototype'].flatMap((name) => [
  of(SEARCH, `${name} beside the variables`, `{"text":"a","${name}":${POLLUTED}}`),
  of(SEARCH, `${name} in a variable`, `{"text":"a","filter":{"${name}":${POLLUTED}}}`),
  of(SEARCH, `${name} in a list in a variable`, `{"text":"a","filter":{"and":[{"${name}":${POLLUTED}}]}}`),
  of(
    SEARCH,
    `${name}, escaped`,
    `{"text":"a","filter":{"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}":${POLLUTED}}}`,
  ),
  bodyRequest(`${name} instead of variables`, `{"query":"{ nothing }","${name}":{"variables":{"a":1}}}`),
]);

export const values: readonly HostileRequest[] = [...numbers, ...texts, ...shapes, ...prototypes];
