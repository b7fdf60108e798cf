import { among, FEDERATION_2, type Subgraph } from '../small-graph';

export const books = [
  { id: 'b1', title: 'Sea', author: { id: 'a1' } },
  { id: 'b2', title: 'Hill', author: { id: 'a2' } },
  { id: 'b3', title: 'Rain', author: null },
];
const authors = [
  { id: 'a1', name: 'Ana', born: 1950 },
  { id: 'a2', name: 'Budi', born: null },
];
const reviews = [
  { text: 'good', book: 'b1', by: { id: 'a2' } },
  { text: 'long', book: 'b1', by: { id: 'a1' } },
  { text: 'wet', book: 'b3', by: { id: 'a2' } },
];

/** Books, their authors and their reviews, each in a subgraph of its own: what most cases can be told with. */
export const library: Record<string, Subgraph> = {
  books: {
    sdl: `${FEDERATION_2}
      type Query { books(from: Int = 0, take: Int = 10): [Book!]!  book(id: ID!): Book }
      type Book @key(fields: "id") { id: ID!  title: String!  author: Author }
      type Author @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Query: {
        books: (_: unknown, { from, take }: { from: number; take: number }) => books.slice(from, from + take),
        book: (_: unknown, reference: { id: string }) => among(books, 'id')(reference),
      },
      Book: { __resolveReference: among(books, 'id') },
    },
  },
  authors: {
    sdl: `${FEDERATION_2}
      type Query { author(id: ID!): Author }
      type Author @key(fields: "id") { id: ID!  name: String!  born: Int  greeting(word: String = "Hello", to: String): String! }`,
    resolvers: {
      Query: { author: (_: unknown, reference: { id: string }) => among(authors, 'id')(reference) },
      Author: {
        __resolveReference: among(authors, 'id'),
        greeting: (author: { name: string }, { word, to }: { word: string | null; to?: string | null }) =>
          `${word} ${to === undefined ? author.name : to}`,
      },
    },
  },
  reviews: {
    sdl: `${FEDERATION_2}
      type Book @key(fields: "id") { id: ID!  reviews(first: Int = 2): [Review!]!  stars: Float }
      type Review { text: String!  by: Author }
      type Author @key(fields: "id") { id: ID!  wrote: Int! }`,
    resolvers: {
      Book: {
        __resolveReference: among(books, 'id'),
        reviews: (book: { id: string }, { first }: { first: number }) =>
          reviews.filter((review) => review.book === book.id).slice(0, first),
        stars: (book: { id: string }) => (book.id === 'b1' ? 4.5 : null),
      },
      Author: {
        __resolveReference: among(authors, 'id'),
        wrote: (author: { id: string }) => reviews.filter((review) => review.by.id === author.id).length,
      },
    },
  },
};
