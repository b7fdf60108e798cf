import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  print,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { Refused } from '../refused';
import { keyOf, sourceKeysOf } from './canonical';
import { coercion } from './coerce';
import { missingKeys } from './coverage';
import { normalOperation } from './normal';
import type { PlanNode, QueryPlan } from './plan';
import type { Prepared } from './prepared';
import { introspectionOf } from './root';
import type { Supergraph } from './supergraph';
import { switchNames } from './switches';
import { withUnionMembers } from './union-members';

/** A document that was read and found valid: all that does not depend on variables. */
export type Valid = Omit<Prepared, 'plan' | 'switches' | 'introspection'>;

/** A document with its switches set, ready for the planner. */
export interface Drafted extends Omit<Prepared, 'plan'> {
  /** What the planner is asked; undefined if no subgraph is. */
  readonly planned: { readonly document: DocumentNode; readonly text: string } | undefined;
}

/** Validates a document that was read within limits. Throws `Refused`. */
export function validated(
  supergraph: Supergraph,
  document: DocumentNode,
  { query, operationName }: { query: string; operationName?: string | null },
  introspection: boolean,
): Valid {
  refuseInvalid(supergraph, document, introspection);
  forgetLocations(document);
  const name = operationName ?? undefined;
  const operation = operationOf(document, name);
  const sourceKeys = sourceKeysOf(document, supergraph.fieldNames);
  return {
    query,
    operationName: name,
    kind: operation.operation,
    stored: false,
    supergraph,
    document,
    operation,
    fragments: fragmentsOf(document),
    sourceKeys,
    clientKeys: new Map([...sourceKeys].map(([field, key]) => [key, keyOf(field)])),
    conditions: switchNames(document),
    coerce: coercion(supergraph.api, operation),
  };
}

/** Sets the switches of a valid document. */
export function draft(valid: Valid, switches: Prepared['switches']): Drafted {
  const { document, operation, fragments, sourceKeys, supergraph } = valid;
  const { api: schema, interfaceObjects } = supergraph;
  const normal = normalOperation(operation, { schema, fragments, switches, sourceKeys, interfaceObjects });
  return {
    ...valid,
    switches,
    introspection: introspectionOf(document, operation, fragments, switches),
    planned: normal && { document: normal, text: print(normal) },
  };
}

/**
 * A draft and its plan become one.
 *
 * @param onLost  told what the planner left out of its plan, which it should not
 */
export function settle(
  { planned, ...rest }: Drafted,
  drawn: QueryPlan,
  onLost: (keys: string[], planned: string) => void,
): Prepared {
  const [operation] = planned?.document.definitions ?? [];
  const plan = operation
    ? withUnionMembers(rest.supergraph, operation as OperationDefinitionNode, drawn)
    : drawn;
  const lost = planned ? missingKeys(rest.supergraph, planned.document, plan) : [];
  if (planned && lost.length) onLost(lost, planned.text);
  return { ...rest, plan: { ...plan, node: plan.node && withKind(plan.node) } };
}

function refuseInvalid({ api }: Supergraph, document: DocumentNode, introspection: boolean): void {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  // A suggestion tells what the schema holds to one who may not ask.
  const errors = validate(api, document, rules, { maxErrors: 5, hideSuggestions: !introspection });
  if (!errors.length) return;
  throw new Refused(
    errors.map((error) => {
      const { message, locations } = error.toJSON();
      return { message, locations, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    }),
  );
}

/** Positions are for the errors of reading; kept, their tokens would be most of what a plan weighs. */
function forgetLocations(document: DocumentNode): void {
  visit(document, {
    enter(node) {
      (node as { loc?: unknown }).loc = undefined;
    },
  });
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  throw noOperation(name);
}

/** @param name  that was asked for, if any was */
export function noOperation(name: string | null | undefined): Refused {
  const message =
    name == null ? 'The document has several operations, or none; name one.' : 'No operation has that name.';
  return Refused.because(message, 'OPERATION_RESOLUTION_FAILURE');
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const it of document.definitions) {
    if (it.kind === Kind.FRAGMENT_DEFINITION) fragments[it.name.value] = it;
  }
  return fragments;
}

/** The planner leaves the kind out of a subscription's fetch. */
function withKind(node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'Subscription':
      return { ...node, primary: { ...node.primary, kind: 'Fetch' } };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(withKind) };
    case 'Flatten':
      return { ...node, node: withKind(node.node) };
    default:
      return node;
  }
}
