import { GraphQLError } from 'graphql';

/** How much one ad-hoc operation may ask. Counted before planning, because planning is what a small query can blow up. */
export interface Limits {
  /** Bytes of a request body; kept by whoever reads it. */
  body: number;
  /** Bytes of the variables, as JSON. */
  variables: number;
  tokens: number;
  comments: number;
  /** Fields within fields; of lists and objects within variables too. */
  depth: number;
  /** Selections after every fragment is multiplied out. */
  fields: number;
  rootFields: number;
  aliases: number;
  /** On one field, fragment, variable or operation. */
  directives: number;
  listItems: number;
  /** How long a plan may take to make, in milliseconds. */
  planning: number;
}

export const LIMITS: Limits = {
  body: 64 * 1024,
  variables: 32 * 1024,
  tokens: 1_500,
  comments: 100,
  depth: 12,
  fields: 500,
  rootFields: 5,
  aliases: 15,
  directives: 20,
  listItems: 100,
  planning: 200,
};

/**
 * How much a stored operation may ask, measured once. Whoever stores it means it, so these are far wider: they are
 * there for the slip that would ship otherwise.
 */
export const STORED_LIMITS: Limits = {
  ...LIMITS,
  body: 256 * 1024,
  tokens: 15_000,
  comments: 1_000,
  depth: 24,
  fields: 5_000,
  rootFields: 50,
  aliases: 500,
  listItems: 1_000,
  planning: 2_000,
};

/** A tool's question about the schema is deeper than any question about its data. */
const SCHEMA_DEPTH = 20;

/** The limits of an operation that asks only what the schema is. */
export const limitsOfSchemaQuestions = (limits: Limits): Limits => ({
  ...limits,
  depth: Math.max(limits.depth, SCHEMA_DEPTH),
});

/** Refuses what is too large to be looked at further; the sentence never repeats what the client sent. */
export function refuseSize(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'QUERY_TOO_LARGE' } });
}
