import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import type { OperationKind, QueryPlan } from './plan';
import type { Supergraph } from './supergraph';

/**
 * A document that was read, validated and planned once, for one set of values of the variables that decide
 * `@skip` and `@include`: the plan itself holds no condition.
 */
export interface Prepared {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly kind: OperationKind;
  /** Whether the host trusts it: its document is stored. */
  readonly stored: boolean;
  /** The supergraph it was planned on. */
  readonly supergraph: Supergraph;
  readonly document: DocumentNode;
  /** The client's operation as it wrote it. */
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly plan: QueryPlan;
  /**
   * Field nodes of `operation` and `fragments` whose key in the subgraphs' answers is not the client's response
   * key: aliases that the planner could take for something else were replaced. Usually empty. An aliased
   * `__typename` is there as `__typename`.
   */
  readonly sourceKeys: ReadonlyMap<FieldNode, string>;
  /** The same by text, for the paths of errors: replaced key → the client's response key. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** Names of the variables that decide `@skip` and `@include`, in the order they appear. */
  readonly conditions: readonly string[];
  /** The values of these that it was planned for. */
  readonly switches: Readonly<Record<string, boolean>>;
  /** Asks `__schema` and `__type` alone; undefined if neither is asked. */
  readonly introspection: DocumentNode | undefined;
  /** The variables with defaults applied. Throws `Refused` if they do not fit. */
  coerce(variables: Readonly<Record<string, unknown>> | null | undefined): Record<string, unknown>;
}
