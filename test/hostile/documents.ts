import { documentRequest, type HostileRequest, times } from './hostile-request';

const deep = (n: number) => `{ me { ${'friends { '.repeat(n)}id${' }'.repeat(n)} } }`;
const aliases = (n: number) => `{ me { ${times(n, (i) => `a${i}: name`)} } }`;

/** k fragments that each spread the next one twice, in two recursive fields: 540 bytes once ended a gateway. */
const doubling = (k: number) =>
  `{ me { ...f0 } } ${times(k, (i) => `fragment f${i} on Person { friends { ...f${i + 1} } x: friends { ...f${i + 1} } }`)} fragment f${k} on Person { id }`;

const spreads = (k: number) =>
  `{ me { ...f0 } } ${times(k, (i) => `fragment f${i} on Person { ...f${i + 1} ...f${i + 1} }`)} fragment f${k} on Person { id name }`;

const inline = (k: number): string =>
  k === 0 ? 'id name' : `... on Person { ${inline(k - 1)} } ... { ${inline(k - 1)} }`;

const sizes: HostileRequest[] = [
  ...[13, 20, 64, 500, 3_000].map((n) => documentRequest(`friends of friends, ${n} deep`, deep(n))),
  ...[16, 100, 1_000, 5_000].map((n) => documentRequest(`${n} aliases`, aliases(n))),
  ...[5, 6, 8, 10, 12, 16, 20, 25, 30].map((k) =>
    documentRequest(`a fragment doubled ${k} times over two lists`, doubling(k)),
  ),
  ...[8, 9, 15, 30].map((k) => documentRequest(`spreads doubled ${k} times`, spreads(k))),
  ...[8, 9].map((k) => documentRequest(`inline fragments doubled ${k} times`, `{ me { ${inline(k)} } }`)),
  documentRequest('six root fields', `{ ${times(6, (i) => `a${i}: me { id }`)} }`),
  documentRequest('a thousand root fields', `{ ${times(1_000, (i) => `a${i}: me { id }`)} }`),
  documentRequest(
    'root fields out of fragments',
    '{ ...f ...f ...f } fragment f on Query { me { id } person(id: 1) { id } }',
  ),
  documentRequest('the same field five thousand times', `{ me { ${'id '.repeat(5_000)} } }`),
  documentRequest('the same field six hundred times', `{ me { ${'id '.repeat(600)} } }`),
  documentRequest('a hundred thousand comments', `${'#\n'.repeat(30_000)}{ me { id } }`),
  documentRequest('comments that end with a return', `${'#\r'.repeat(30_000)}{ me { id } }`),
  documentRequest('sixty thousand commas and then nothing', ','.repeat(60_000)),
  documentRequest('sixty thousand opening braces', '{'.repeat(60_000)),
  documentRequest('sixty thousand closing braces', '}'.repeat(60_000)),
  documentRequest(
    'a list literal, ten thousand deep',
    `{ people(ids: ${'['.repeat(10_000)}${']'.repeat(10_000)}) { id } }`,
  ),
  documentRequest(
    'an object literal, a thousand deep',
    `{ search(text: "a", filter: ${'{and: ['.repeat(1_000)}${']}'.repeat(1_000)}) { id } }`,
  ),
  documentRequest(
    'a type that is a list of lists of lists',
    `query ($a: ${'['.repeat(5_000)}Int${']'.repeat(5_000)}) { me { id } }`,
  ),
  documentRequest('a list of 101 ids', `{ people(ids: [${'"1" '.repeat(101)}]) { id } }`),
  documentRequest('a list of ten thousand ids', `{ people(ids: [${'1 '.repeat(10_000)}]) { id } }`),
  documentRequest(
    'a thousand operations',
    times(1_000, (i) => `query q${i} { me { id } }`),
    { operationName: 'q1' },
  ),
  documentRequest(
    'a thousand unused fragments',
    `{ me { id } } ${times(1_000, (i) => `fragment f${i} on Person { id }`)}`,
  ),
  documentRequest(
    'two hundred unused variables',
    `query (${times(200, (i) => `$v${i}: Int`)}) { me { id } }`,
  ),
];

const directives: HostileRequest[] = [
  documentRequest('five thousand directives on a field', `{ me { id ${'@a '.repeat(5_000)} } }`),
  documentRequest('twenty-one directives on a field', `{ me { id ${'@include(if: true) '.repeat(21)} } }`),
  documentRequest('two @skip on a field', '{ me { id @skip(if: false) @skip(if: false) } }'),
  documentRequest(
    'two hundred fields with @skip by variables',
    `query (${times(200, (i) => `$v${i}: Boolean!`)}) { me { ${times(200, (i) => `id @skip(if: $v${i})`)} } }`,
  ),
  documentRequest('@skip by a variable nobody declares', '{ me { id @skip(if: $v) } }'),
  documentRequest('@skip by a variable nobody gives', 'query ($v: Boolean!) { me { id @skip(if: $v) } }'),
  documentRequest('@include by a text', '{ me { id @include(if: "true") } }'),
  documentRequest('@defer', '{ me { id ... @defer(label: "a") { name } } }'),
  documentRequest(
    'a hundred @defer',
    `{ me { ${times(100, (i) => `... @defer(label: "l${i}") { name }`)} } }`,
  ),
  documentRequest('@stream', '{ people @stream(initialCount: 0) { id } }'),
  documentRequest(
    '@defer with a path of hostile labels',
    '{ me { ... @defer(label: "__proto__") { name } } }',
  ),
  documentRequest('@live', 'query @live { me { id } }'),
  documentRequest("the planner's own directives", '{ me { id @join__field(graph: PEOPLE) } }'),
  documentRequest('@deprecated in a query', '{ me { id @deprecated } }'),
  documentRequest('a directive of no such name', '{ me { id @no(such: "directive") } }'),
];

const fragments: HostileRequest[] = [
  documentRequest('a fragment that spreads itself', '{ me { ...f } } fragment f on Person { id ...f }'),
  documentRequest(
    'a circle of three fragments',
    '{ me { ...a } } fragment a on Person { ...b } fragment b on Person { ...c } fragment c on Person { ...a }',
  ),
  documentRequest(
    'a circle nobody enters',
    '{ me { id } } fragment a on Person { ...b } fragment b on Person { ...a }',
  ),
  documentRequest('a fragment that is not there', '{ me { ...nobody } }'),
  documentRequest(
    'two fragments of one name',
    '{ me { ...f } } fragment f on Person { id } fragment f on Person { name }',
  ),
  documentRequest(
    'a fragment named __schema',
    `{ ...__schema } fragment __schema on Query { me { ${'friends { '.repeat(13)}id${' }'.repeat(13)} } }`,
  ),
  documentRequest('a fragment on a type that is not there', '{ me { ... on Nobody { id } } }'),
  documentRequest('a fragment on an input', '{ me { ... on Filter { name } } }'),
  documentRequest('a fragment on a type of the planner', '{ ... on join__Graph { id } }'),
  documentRequest('a fragment named on', '{ me { ...on } } fragment on on Person { id }'),
  documentRequest(
    'three hundred fragments in a row',
    `{ me { ...f0 } } ${times(300, (i) => `fragment f${i} on Person { ...f${i + 1} }`)} fragment f300 on Person { id }`,
  ),
  documentRequest('fields that cannot be merged', '{ me { a: id a: name } }'),
  documentRequest(
    'three hundred fields that cannot be merged',
    `{ me { ${times(300, (i) => `... on Person { x: ${i % 2 ? 'id' : 'name'} }`)} } }`,
  ),
];

/** Good GraphQL that a planner once mixed up, or died of. */
const mixtures: HostileRequest[] = [
  [
    'one alias for two fields below two types',
    '{ pets { ... on Cat { o: owner { b: id } } ... on Dog { o: owner { b: name } } } }',
  ],
  [
    'an alias that is the name of another field',
    '{ pets { owner { id: name name: id home { id: name } } } }',
  ],
  ['a field and its own alias', '{ pets { ...f } } fragment f on Pet { owner { home { name name: name } } }'],
  ['one alias at three depths', '{ me { x: name home { x: name people { x: name home { x: name } } } } }'],
  ['aliases of __typename', '{ pets { a: __typename owner { a: __typename home { a: __typename } } } }'],
  ['everything left out', '{ me @skip(if: true) { id } }'],
  ['everything left out within', '{ me { ... @include(if: false) { id home { name } } } }'],
  [
    'words that a planner died of',
    '{ pets { ... on Cat { owner { street id: name } } ... on Dog { owner { street: door } } } }',
  ],
  [
    'such words below an alias',
    '{ pets { ... on Cat { o: owner { street id: name } } ... on Dog { o: owner { street: door } } } }',
  ],
  ['the names a planner gives', '{ me { _e0: name __key_1: id k_name: name home { _e1: name } } }'],
  [
    'fragments on the interface, the types and the interface again',
    '{ pets { ... on Pet { ... on Cat { ... on Pet { owner { home { name } } } } ... on Dog { owner { home { id } } } } } }',
  ],
].map(([name = '', query = '']) => ({ ...documentRequest(name, query), outcome: 'harmless' }));

const names: HostileRequest[] = [
  ...['__proto__', 'constructor', 'prototype'].flatMap((name) => [
    documentRequest(`${name} as an alias of a root field`, `{ ${name}: me { id } }`),
    documentRequest(`${name} as an alias within`, `{ me { ${name}: name } }`),
    documentRequest(`${name} as a field`, `{ me { ${name} } }`),
    documentRequest(`${name} as an argument`, `{ person(${name}: 1) { id } }`),
    documentRequest(`${name} as a variable`, `query ($${name}: ID!) { person(id: $${name}) { id } }`, {
      variables: { [name]: '1' },
    }),
    documentRequest(`${name} as the operation's name`, `query ${name} { me { id } }`, {
      operationName: name,
    }),
    documentRequest(
      `${name} as a key of a literal`,
      `{ search(text: "a", filter: { ${name}: "a" }) { id } }`,
    ),
  ]),
  documentRequest(
    'aliases that nest into a prototype',
    '{ constructor: me { prototype: friends { polluted: id } } }',
  ),
  documentRequest(
    'a fragment named __proto__',
    '{ me { ...__proto__ } } fragment __proto__ on Person { id }',
  ),
  documentRequest('a field that is inaccessible', '{ me { secretNote } }'),
  documentRequest(
    'entities asked from outside',
    '{ _entities(representations: [{__typename: "Person", id: "1"}]) { __typename } }',
  ),
  documentRequest('the schema of a subgraph asked from outside', '{ _service { sdl } }'),
  documentRequest('toString as a field', '{ me { toString } }'),
  documentRequest('hasOwnProperty as a field of the query', '{ hasOwnProperty }'),
];

const unreadable: HostileRequest[] = [
  ['nothing but space', '   \n\t '],
  ['nothing but a comment', '# { me { id } }'],
  ['a lone brace', '{'],
  ['an empty selection', '{ me { } }'],
  ['a NUL', '{ me { id\0 } }'],
  ['a bell', '{ me { id\u0007 } }'],
  ['half a character', '{ person(id: "\ud83d") { id } }'],
  ['half a character, escaped', '{ person(id: "\\ud83d") { id } }'],
  ['letters that look like latin ones', '{ mе { id } }'],
  ['a name written from right to left', '{ \u202eme { id } }'],
  ['a space of no width in a name', '{ m\u200be { id } }'],
  ['a text that never ends', `{ person(id: "${'a'.repeat(60_000)}`],
  ['a block that never ends', `{ person(id: """${'a'.repeat(60_000)}`],
  ['sixty thousand quotes', '"'.repeat(60_000)],
  ['an escape that is none', '{ person(id: "\\x") { id } }'],
  ['a code point beyond the last', '{ person(id: "\\u{110000}") { id } }'],
  ['a number with two points', '{ people(first: 1.2.3) { id } }'],
  ['a number that begins with zero', '{ people(first: 007) { id } }'],
  ['a type of ours', 'type Query { me: String }'],
  ['an extended type', '{ me { id } } extend type Person { password: String }'],
  ['a schema definition', 'schema { query: Person }'],
  ['a lone point', '{ . }'],
  ['SQL', "'; drop table people; --"],
  ['a script', '<script>alert(1)</script>'],
  ['a template', '{{constructor.constructor("return process")()}}'],
  ['a mutation that is none', 'mutation { me { id } }'],
  ['two subscriptions in one', 'subscription { ticks { at } b: ticks { at } }'],
  ['a subscription where no stream goes', 'subscription { ticks { at } }'],
  ['a subscription without a name among others', 'subscription { ticks { at } } query a { me { id } }'],
].map(([name = '', query = '']) => documentRequest(`a document of ${name}`, query));

export const documents: readonly HostileRequest[] = [
  ...sizes,
  ...directives,
  ...fragments,
  ...mixtures,
  ...names,
  ...unreadable,
];
