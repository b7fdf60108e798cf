import { normalizedExecutor } from '@graphql-tools/executor';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import type { ExecutionRequest } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql';
import { asksOnlyOfSchema, type Limits, measure, scan } from './limits';

/** A client's operation, already read from its transport. */
export interface GraphRequest<Caller> {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
  caller: Caller;
}

/** What a subgraph is asked: always one operation, on behalf of one caller. */
export interface SubgraphRequest<Caller> {
  subgraph: string;
  query: string;
  variables: Record<string, unknown> | undefined;
  caller: Caller;
}

export interface GraphSettings<Caller> {
  supergraph: string;
  limits: Limits;
  introspection: boolean;
  fetch: (request: SubgraphRequest<Caller>) => Promise<ExecutionResult>;
  subscribe: (request: SubgraphRequest<Caller>) => AsyncIterable<ExecutionResult>;
}

/** An operation that passed the limits and the schema. */
export interface Prepared {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

export interface Graph<Caller> {
  /** @throws GraphQLError[] wrapped in `Refused` when the document is too large, malformed or not of this schema. */
  prepare(request: Pick<GraphRequest<Caller>, 'query' | 'operationName' | 'variables'>): Prepared;
  execute(prepared: Prepared, request: GraphRequest<Caller>): Promise<ExecutionResult>;
  subscribe(
    prepared: Prepared,
    request: GraphRequest<Caller>,
  ): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

/** The document itself was refused: nothing was asked of any subgraph. */
export class Refused extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The document was refused.');
  }
}

const MOST_DOCUMENTS = 1_000;
const SCHEMA_DEPTH = 20;

/**
 * Executes a Federation v2 supergraph. It knows no HTTP server, no city and no noun of the domain.
 *
 * Everything that depends on the library that plans and joins (`@graphql-tools/federation`) is in this
 * file, so that another engine can take its place without a change elsewhere in the gateway.
 */
export function createGraph<Caller>(settings: GraphSettings<Caller>): Graph<Caller> {
  const schema = stitch(settings);
  const rules = settings.introspection
    ? specifiedRules
    : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const documents = new Map<string, DocumentNode>();

  const documentOf = (query: string): DocumentNode => {
    const known = documents.get(query);
    if (known) return known;
    const document = read(query, settings);
    const errors = validate(schema, document, rules, {
      maxErrors: 5,
      hideSuggestions: !settings.introspection,
    });
    if (errors.length > 0) throw new Refused(errors);
    if (documents.size >= MOST_DOCUMENTS) documents.delete(documents.keys().next().value as string);
    documents.set(query, document);
    return document;
  };

  const run = (prepared: Prepared, request: GraphRequest<Caller>) =>
    normalizedExecutor({
      schema,
      document: prepared.document,
      operationName: prepared.operation.name?.value,
      variableValues: request.variables ?? {},
      contextValue: { caller: request.caller },
    });

  return {
    prepare(request) {
      const document = documentOf(request.query);
      const operation = operationOf(document, request.operationName);
      checkValues(schema, operation, request.variables ?? {});
      return { document, operation };
    },
    execute: async (prepared, request) => (await run(prepared, request)) as ExecutionResult,
    subscribe: async (prepared, request) => run(prepared, request),
  };
}

function stitch<Caller>(settings: GraphSettings<Caller>): GraphQLSchema {
  return getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: settings.supergraph,
    batch: true,
    onSubschemaConfig(config) {
      const subgraph = new URL(config.endpoint ?? '').hostname;
      config.executor = ((asked: ExecutionRequest<Record<string, unknown>, { caller: Caller }>) => {
        const request: SubgraphRequest<Caller> = {
          subgraph,
          query: printed(asked.document),
          variables: asked.variables,
          caller: (asked.context as { caller: Caller }).caller,
        };
        return asked.operationType === 'subscription' ? settings.subscribe(request) : settings.fetch(request);
      }) as typeof config.executor;
    },
  });
}

function read<Caller>(query: string, { limits, introspection }: GraphSettings<Caller>): DocumentNode {
  try {
    scan(query, limits);
    const document = parse(query, { maxTokens: limits.tokens });
    // A tool's question about the schema is deeper than any question about a city.
    const asksSchema = introspection && asksOnlyOfSchema(document);
    measure(document, asksSchema ? { ...limits, depth: SCHEMA_DEPTH } : limits);
    return document;
  } catch (error) {
    if (error instanceof GraphQLError) throw new Refused([error]);
    if (error instanceof RangeError)
      throw new Refused([new GraphQLError('The document is nested too deeply.')]);
    throw error;
  }
}

function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((it) => it.kind === 'OperationDefinition');
  const chosen = name ? operations.find((it) => it.name?.value === name) : operations[0];
  if (!chosen || (!name && operations.length > 1)) {
    throw new Refused([new GraphQLError('Name one operation of the document in operationName.')]);
  }
  return chosen;
}

/** Values that do not fit are the client's mistake, told before anything is asked, and without the values. */
function checkValues(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 5,
  });
  if (!errors) return;
  throw new Refused(
    errors.map(({ message }) => {
      const told = message.replace(/ got invalid value .*?( at "[^"]*")?; /s, '$1 has an invalid value: ');
      return new GraphQLError(told, { extensions: { code: 'BAD_USER_INPUT' } });
    }),
  );
}

const texts = new WeakMap<DocumentNode, string>();

function printed(document: DocumentNode): string {
  const known = texts.get(document);
  if (known) return known;
  const text = print(document);
  texts.set(document, text);
  return text;
}
