import { FEDERATION_2 } from '../small-graph';

/** A shop over five subgraphs: every shape of key, requirement, list and abstract type in one graph. */
export const schemas = {
  products: `${FEDERATION_2} scalar JSON enum Status { NEW OLD SOLD_OUT }
    interface Node { id: ID! }
    interface Sellable { id: ID!  price: Float  brand: Brand }
    union Item = Product | Gift | Brand
    input Filter { text: String  status: Status = OLD  numbers: [Int!]  inner: Filter }
    type Query { products: [Product!]!  product(i: Int!): Product  items: [Item]  node(i: Int!): Node
      sellables: [[Sellable]!]!  strict: Product!  echo(text: String = "d", filter: Filter, json: JSON): String }
    type Mutation { touch(i: Int!): Product  must(i: Int!): Product! }
    type Product implements Node & Sellable @key(fields: "id") @key(fields: "sku brand { id }") {
      id: ID!  sku: String! @shareable  name: String  label: String!  price: Float  weight: Int!  dims: Dims!
      boxes: [Dims!]  grid: [[Int]]  flags: [Boolean!]!  brand: Brand @shareable  related: [Product]
      status: Status!  meta: JSON }
    type Gift implements Node & Sellable @key(fields: "id") { id: ID!  price: Float  brand: Brand  note: String  wraps: Product }
    type Dims { w: Int!  h: Float  unit: Unit }
    type Unit { name: String!  si: Boolean }
    type Brand implements Node @key(fields: "id") { id: ID!  title: String }`,

  inventory: `${FEDERATION_2}
    type Product @key(fields: "id") { id: ID!  price: Float @external  weight: Int! @external  dims: Dims! @external
      boxes: [Dims!] @external  brand: Brand @external  inStock: Boolean
      ship: String @requires(fields: "price weight dims { unit { name } w }")
      pack: String! @requires(fields: "boxes { h }")
      tax: String @requires(fields: "brand { id }")
      warehouse: Warehouse  warehouses: [[Warehouse]] }
    type Gift @key(fields: "id") { id: ID!  inStock: Boolean }
    type Dims @external { w: Int!  h: Float  unit: Unit }
    type Unit @external { name: String! }
    type Brand @key(fields: "id") { id: ID!  stockists: [Warehouse!] }
    type Warehouse @key(fields: "code region { zone }") { code: String!  region: Region!  city: String }
    type Region @shareable { zone: Int! }`,

  reviews: `${FEDERATION_2}
    type Query { review(i: Int!): Review }
    type Product @key(fields: "id") { id: ID!  reviews(first: Int = 9): [Review!]!  best: Review  echo(text: String = "d", n: Int): String }
    type Review @key(fields: "id") { id: ID!  body: String  rating: Float!  author: User  product: Product }
    type User @key(fields: "id") { id: ID!  reviewCount: Int! }`,

  users: `${FEDERATION_2}
    type Query { me: User }
    type User @key(fields: "id") { id: ID!  name: String  email: String! }
    type Region @shareable { zone: Int! }
    type Warehouse @key(fields: "code region { zone }") { code: String!  region: Region!  manager: User  capacity: Int! }`,

  brands: `${FEDERATION_2}
    type Product @key(fields: "sku brand { id }") { sku: String! @shareable  brand: Brand @shareable  catalog: String }
    type Brand @key(fields: "id") { id: ID!  country: String  owner: User }
    type User @key(fields: "id", resolvable: false) { id: ID! }`,
};

/** Fields of an entity that come from the subgraph in which it may be gone; null then, for the merged schema. */
export const fieldsOfTheGone: Readonly<Record<string, readonly string[]>> = {
  User: ['name', 'email'],
  Warehouse: ['manager', 'capacity'],
  Product: ['inStock', 'ship', 'pack', 'tax', 'warehouse', 'warehouses'],
};
