import type { SmallGraph } from '../small-graph';
import { library } from './library';

const aliases: SmallGraph = {
  phrase: 'aliases',
  subgraphs: library,
  cases: [
    {
      says: 'one field under several names, each with its own arguments',
      operation: `{ first: books(take: 1) { title } last: books(from: 2) { name: title none: author { id } }
        b: book(id: "b1") { one: reviews(first: 1) { t: text } two: reviews { text } } }`,
      data: {
        first: [{ title: 'Sea' }],
        last: [{ name: 'Rain', none: null }],
        b: { one: [{ t: 'good' }], two: [{ text: 'good' }, { text: 'long' }] },
      },
    },
    {
      says: "an alias that takes a key's name does not hide the key",
      operation: '{ books(take: 2) { id: title title: id stars author { id: name name: id } } }',
      data: {
        books: [
          { id: 'Sea', title: 'b1', stars: 4.5, author: { id: 'Ana', name: 'a1' } },
          { id: 'Hill', title: 'b2', stars: null, author: { id: 'Budi', name: 'a2' } },
        ],
      },
      otherThanStitching: 'stitching adds the key under its own name, which conflicts',
    },
    {
      says: 'one entity twice in one object, the halves not mixed',
      operation: `{ book(id: "b1") { a: author { name } b: author { born wrote } author { n: name again: name } } }`,
      data: {
        book: { a: { name: 'Ana' }, b: { born: 1950, wrote: 1 }, author: { n: 'Ana', again: 'Ana' } },
      },
    },
    {
      says: 'aliases with the look of machinery are only names',
      operation:
        '{ _e0: book(id: "b2") { _entities: title representations: stars __x: id a: author { _a: name } } }',
      data: { _e0: { _entities: 'Hill', representations: null, __x: 'b2', a: { _a: 'Budi' } } },
    },
  ],
};

const fragments: SmallGraph = {
  phrase: 'fragments',
  subgraphs: library,
  cases: [
    {
      says: 'named in named in inline, over two subgraphs, asked for twice',
      operation: `{ book(id: "b1") { ...whole ... { id } ... on Book { ...whole reviews { by { ...who } } } } }
        fragment whole on Book { title author { ...who } }
        fragment who on Author { name ...counted }
        fragment counted on Author { wrote }`,
      data: {
        book: {
          title: 'Sea',
          author: { name: 'Ana', wrote: 1 },
          id: 'b1',
          reviews: [{ by: { name: 'Budi', wrote: 2 } }, { by: { name: 'Ana', wrote: 1 } }],
        },
      },
    },
    {
      says: 'parts of one field given in several fragments are merged',
      operation: `{ ...a ...b }
        fragment a on Query { book(id: "b2") { author { name } } }
        fragment b on Query { book(id: "b2") { author { born wrote } stars } }`,
      data: { book: { author: { name: 'Budi', born: null, wrote: 2 }, stars: null } },
    },
  ],
};

const asked = `query ($yes: Boolean!, $no: Boolean = false) {
  books(take: 1) {
    title @skip(if: $no)
    id @include(if: $no)
    author @include(if: $yes) { name @skip(if: $yes) wrote }
    ... on Book @include(if: $yes) { reviews(first: 1) { by @skip(if: $no) { name } } }
    ...starred @skip(if: $yes)
  }
}
fragment starred on Book { stars }`;

const conditions: SmallGraph = {
  phrase: 'skip and include with variables',
  subgraphs: library,
  cases: [
    {
      says: 'decides fields, inline fragments and spreads by the variables',
      operation: asked,
      variables: { yes: true },
      data: { books: [{ title: 'Sea', author: { wrote: 1 }, reviews: [{ by: { name: 'Budi' } }] }] },
    },
    {
      says: 'decides them anew for other values of the same operation',
      operation: asked,
      variables: { yes: false, no: true },
      data: { books: [{ id: 'b1', stars: 4.5 }] },
    },
    {
      says: 'a field under both directives is there only when both agree',
      operation: `query ($a: Boolean!, $b: Boolean!) { book(id: "b1") { id title @include(if: $a) @skip(if: $b)
        stars @include(if: $b) @skip(if: $a) } }`,
      variables: { a: true, b: true },
      data: { book: { id: 'b1' } },
    },
    {
      says: 'a whole subgraph switched off is not called',
      operation:
        'query ($on: Boolean!) { book(id: "b1") { title author @include(if: $on) { name } stars @include(if: $on) } }',
      variables: { on: false },
      data: { book: { title: 'Sea' } },
      calls: ['books'],
    },
    {
      says: 'an operation that skips everything is an empty answer',
      operation:
        'query ($off: Boolean!) { books @skip(if: $off) { id } author(id: "a1") @skip(if: $off) { name } }',
      variables: { off: true },
      data: {},
    },
    {
      says: 'literal conditions need no variable',
      operation:
        '{ books(take: 1) @include(if: true) { id @skip(if: true) title @skip(if: false) } author(id: "a1") @skip(if: true) { name } }',
      data: { books: [{ title: 'Sea' }] },
    },
    {
      says: 'an operation that skips everything by its own text is an empty answer',
      operation: '{ books @skip(if: true) { id } author(id: "a1") @include(if: false) { name } }',
      data: {},
      calls: [],
    },
    {
      says: 'an object of which everything is skipped is empty',
      operation:
        'query ($no: Boolean!) { book(id: "b1") { stars @include(if: $no) author @include(if: $no) { name } } author(id: "a1") { name @skip(if: true) } }',
      variables: { no: false },
      data: { book: {}, author: {} },
    },
    {
      says: 'the same key, once skipped and once not, is there',
      operation:
        'query ($no: Boolean!) { book(id: "b1") { stars @include(if: $no) stars author { name @include(if: $no) } author { name } } }',
      variables: { no: false },
      data: { book: { stars: 4.5, author: { name: 'Ana' } } },
    },
  ],
};

const defaults: SmallGraph = {
  phrase: 'default values',
  subgraphs: library,
  cases: [
    {
      says: 'of arguments, when nothing is given',
      operation: '{ books { id } author(id: "a1") { greeting } }',
      data: { books: [{ id: 'b1' }, { id: 'b2' }, { id: 'b3' }], author: { greeting: 'Hello Ana' } },
    },
    {
      says: 'of variables; an explicit null stays null, an absent variable leaves the default of the argument',
      operation: `query ($take: Int = 1, $word: String, $nobody: String) {
        books(take: $take) { author { a: greeting(word: $word) b: greeting(word: "Bye", to: $nobody) } } }`,
      variables: { nobody: null },
      data: { books: [{ author: { a: 'Hello Ana', b: 'Bye null' } }] },
    },
    {
      says: 'of variables give way to what the client sends',
      operation:
        'query ($take: Int = 1, $w: String = "Oi") { books(take: $take) { author { greeting(word: $w) } } }',
      variables: { take: 2, w: 'Hey' },
      data: { books: [{ author: { greeting: 'Hey Ana' } }, { author: { greeting: 'Hey Budi' } }] },
    },
    {
      says: 'of a variable that decides an include, in another subgraph',
      operation:
        'query ($on: Boolean! = true, $off: Boolean = false) { book(id: "b1") { stars @include(if: $on) author @skip(if: $on) { name } title @skip(if: $off) } }',
      data: { book: { stars: 4.5, title: 'Sea' } },
    },
  ],
};

const order: SmallGraph = {
  phrase: "response keys in the client's order",
  subgraphs: library,
  cases: [
    {
      says: 'whichever subgraph a field comes from and whenever it arrives',
      operation: `{ author(id: "a2") { wrote name id born } books(take: 1) { stars author { wrote id name } title reviews(first: 1) { text } id } }`,
      data: {
        author: { wrote: 2, name: 'Budi', id: 'a2', born: null },
        books: [
          {
            stars: 4.5,
            author: { wrote: 1, id: 'a1', name: 'Ana' },
            title: 'Sea',
            reviews: [{ text: 'good' }],
            id: 'b1',
          },
        ],
      },
    },
    {
      says: 'a field asked for twice stands where it was first',
      operation: `{ book(id: "b1") { stars ...late title stars } } fragment late on Book { id author { name } title }`,
      data: { book: { stars: 4.5, id: 'b1', author: { name: 'Ana' }, title: 'Sea' } },
    },
  ],
};

export const asking = [aliases, fragments, conditions, defaults, order];
