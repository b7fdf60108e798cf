/**
 * The plan of `@graphql-hive/router-query-planner`, as it is seen to be: its declarations leave out
 * `customScalarPaths`, and its README documents no field.
 */
export interface QueryPlan {
  kind: 'QueryPlan';
  /** Absent when there is nothing to ask any subgraph. */
  node?: PlanNode;
}

export type PlanNode =
  | FetchNode
  | BatchFetchNode
  | FlattenNode
  | SequenceNode
  | ParallelNode
  | ConditionNode
  | SubscriptionNode
  | DeferNode;

/** One request to one subgraph; with `requires` it is an entity fetch and stands inside a Flatten. */
export interface FetchNode {
  kind: 'Fetch';
  serviceName: string;
  /** Client variables the operation uses; only these are sent. */
  variableUsages?: string[];
  operationKind?: OperationKind;
  operationName?: string;
  operation: string;
  requires?: RequiresSelection[];
  /** Applied to every representation before equal ones are merged. */
  inputRewrites?: Rewrite[];
  /** Applied to the whole `data` of the answer. */
  outputRewrites?: Rewrite[];
}

/** One request with several `_eN: _entities(representations: $__batch_reps_N)`. */
export interface BatchFetchNode {
  kind: 'BatchFetch';
  serviceName: string;
  variableUsages?: string[];
  operationKind?: OperationKind;
  operationName?: string;
  operation: string;
  entityBatch: { aliases: EntityBatchAlias[] };
}

export interface EntityBatchAlias {
  alias: string;
  /** Several aliases may share one variable, and then share one table of representations. */
  representationsVariableName: string;
  paths: PathSegment[][];
  requires: RequiresSelection[];
  inputRewrites?: Rewrite[];
  /** Applied to the value of the alias. */
  outputRewrites?: Rewrite[];
}

export interface FlattenNode {
  kind: 'Flatten';
  path: PathSegment[];
  node: PlanNode;
}

export interface SequenceNode {
  kind: 'Sequence';
  nodes: PlanNode[];
}

export interface ParallelNode {
  kind: 'Parallel';
  nodes: PlanNode[];
}

/** Taken only if the variable is exactly true, defaults applied. */
export interface ConditionNode {
  kind: 'Condition';
  condition: string;
  ifClause?: PlanNode | null;
  elseClause?: PlanNode | null;
}

/** Holds the primary fetch alone; what follows per event stands around it. */
export interface SubscriptionNode {
  kind: 'Subscription';
  primary: FetchNode;
}

export interface DeferNode {
  kind: 'Defer';
  primary: { subselection?: string; node?: PlanNode };
  deferred: {
    depends: { id: string; deferLabel?: string }[];
    label?: string;
    queryPath: string[];
    node?: PlanNode;
  }[];
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** Fields are response keys; type names may be abstract; `@` may be missing before a list. */
export type PathSegment = { Field: string } | { TypeCondition: string[] } | '@';

export type RequiresSelection =
  | { kind: 'Field'; name: string; alias?: string; selections?: RequiresSelection[] }
  | {
      kind: 'InlineFragment';
      typeCondition: string;
      selections: RequiresSelection[];
      skipIf?: string;
      includeIf?: string;
    }
  | { kind: 'FragmentSpread'; value: string };

export type RewriteSegment = { TypenameEquals: string[] } | { Key: string };

interface ValueSetter {
  path: RewriteSegment[];
  setValueTo: string;
}

interface KeyRenamer {
  path: RewriteSegment[];
  renameKeyTo: string;
}

export type Rewrite =
  | { ValueSetter: ValueSetter }
  | { KeyRenamer: KeyRenamer }
  | ({ kind: 'ValueSetter' } & ValueSetter);
