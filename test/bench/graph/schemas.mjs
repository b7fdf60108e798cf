// Four subgraphs: an interface, a list of lists, entities of entities (three stages), a field that may be null.
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import * as data from './data.mjs';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])`;

export const documents = {
  donors: `${LINK}
    type Query { donor(id: ID!): Donor  donors(first: Int!, after: Int! = 0): [Donor!]! }
    type Subscription { pledgeMade(city: String!): Pledge! }
    enum Tier { BRONZE SILVER GOLD }
    type Donor @key(fields: "id") {
      id: ID!  name: String!  email: String!  tier: Tier!  calendar: [[Int!]!]!
      pledges(first: Int!): [Pledge!]!  activity(first: Int!): [Activity!]!
    }
    type Pledge { id: ID!  months: Int!  amount: Int!  beneficiary: Beneficiary! }
    type Beneficiary @key(fields: "id", resolvable: false) { id: ID! }
    interface Activity { at: String! }
    type PledgeMade implements Activity { at: String!  pledge: Pledge! }
    type NoteAdded implements Activity { at: String!  text: String!  author: Donor! }
    type VisitPaid implements Activity { at: String!  beneficiary: Beneficiary! }`,
  beneficiaries: `${LINK}
    type Query { beneficiary(id: ID!): Beneficiary }
    enum Occupation { TRADER OJEK_DRIVER PARKING_ATTENDANT SCAVENGER FARMER }
    type Beneficiary @key(fields: "id") {
      id: ID!  name: String!  city: String!  birthYear: Int!  occupation: Occupation!
    }`,
  billing: `${LINK}
    type Query { branch(id: ID!): Branch }
    enum State { OPEN PAID LATE }
    type Donor @key(fields: "id") { id: ID!  invoices(first: Int!): [Invoice!]! }
    type Invoice { id: ID!  amount: Int!  due: String!  state: State! }
    type Branch @key(fields: "id") { id: ID!  title: String!  hours: String! }`,
  benefits: `${LINK}
    type Query { coverageCount: Int! }
    enum Plan { JKK JKM JKK_JKM }
    type Beneficiary @key(fields: "id") { id: ID!  coverage: Coverage }
    type Coverage { id: ID!  plan: Plan!  limit: Int!  branch: Branch! }
    type Branch @key(fields: "id", resolvable: false) { id: ID! }`,
};

const resolvers = {
  donors: {
    Query: {
      donor: (_, { id }) => data.donor(id),
      donors: (_, { first, after }) => data.donors(first, after),
    },
    Donor: {
      __resolveReference: ({ id }) => data.donor(id),
      tier: data.tierOf,
      calendar: data.calendarOf,
      pledges: (it, { first }) => data.pledgesOf(it, first),
      activity: (it, { first }) => data.activityOf(it, first),
    },
    Activity: { __resolveType: (it) => it.__typename },
  },
  beneficiaries: {
    Query: { beneficiary: (_, it) => data.beneficiary(it) },
    Beneficiary: { __resolveReference: data.beneficiary },
  },
  billing: {
    Query: { branch: (_, it) => data.branch(it) },
    Donor: { invoices: (it, { first }) => data.invoicesOf(it, first) },
    Branch: { __resolveReference: data.branch },
  },
  benefits: {
    Query: { coverageCount: () => 2_400 },
    Beneficiary: { coverage: data.coverageOf },
  },
};

export const NAMES = Object.keys(documents);

export const schemaOf = (name) =>
  buildSubgraphSchema([{ typeDefs: parse(documents[name]), resolvers: resolvers[name] }]);
