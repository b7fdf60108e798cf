import type { Phrase } from './phrases';

/** Resolvers as graphql-tools writes them: by type, then by field. */
export type Resolvers = Record<string, Record<string, unknown>>;

export interface Subgraph {
  sdl: string;
  resolvers: Resolvers;
}

/** An error a case expects. What is left out is not compared. */
export interface ExpectedError {
  path?: readonly (string | number)[];
  code?: string;
}

export interface Case {
  /** What is right here, as a sentence. */
  says: string;
  operation: string;
  variables?: Record<string, unknown>;
  /** Names of subgraphs that answer nothing while this case runs. */
  down?: readonly string[];
  /** The whole `data`; its keys in the order the client must get them. */
  data: unknown;
  errors?: readonly ExpectedError[];
  /** The subgraphs called, where the number is the point; for mutations in this order. */
  calls?: readonly string[];
  /** Why Hive's stitching is known to answer otherwise; it is then not asked. */
  otherThanStitching?: string;
  /** A fault known and told to its owner: the case must fail until this line is taken away. */
  openFault?: string;
}

/** A few subgraphs that together show one phrase. */
export interface SmallGraph {
  phrase: Phrase;
  subgraphs: Record<string, Subgraph>;
  /** Made anew for each answer and given to every resolver as its context. */
  state?: () => object;
  cases: readonly Case[];
}

/** The head of a Federation 2 subgraph, with every directive the suite uses. */
export const FEDERATION_2 = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@override", "@interfaceObject", "@extends"
])`;

/** A reference resolver that finds a row by these keys, or nothing. */
export const among =
  <Row extends object>(rows: readonly Row[], ...keys: (keyof Row & string)[]) =>
  (reference: Partial<Row>): Row | null =>
    rows.find((row) => keys.every((key) => row[key] === reference[key])) ?? null;

/** As `among`, but keeps what came with the reference: the fields that a `@requires` asked for. */
export const amongWith =
  <Row extends object>(rows: readonly Row[], ...keys: (keyof Row & string)[]) =>
  (reference: Partial<Row>): Row | null => {
    const row = among(rows, ...keys)(reference);
    return row && { ...row, ...reference };
  };
