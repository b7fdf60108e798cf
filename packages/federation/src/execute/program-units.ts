import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type {
  BatchFetchNode,
  FetchNode,
  OperationKind,
  PathSegment,
  PlanNode,
  RequiresSelection,
} from '../plan/plan';
import { Unsupported } from './deviation';
import { conditionsOf, headOf, readOperation, rootTypeOf, selectionsOf } from './program-texts';
import { type ObjectShape, type ShapeOwner, shapeOf, type Variant } from './shape';
import type { Reading } from './shape-collect';

/** One request of the plan, and what its answer looks like. */
export interface Unit extends ShapeOwner {
  /** The plan node whose body it is: a fallback finds it by this. */
  readonly node: FetchNode | BatchFetchNode;
  readonly kind: OperationKind;
  /** The request up to its variables. */
  readonly head: Buffer;
  /** How the subgraph's operation is to be read: with its own fragments. */
  readonly reading: Reading;
  /** The answer's root object; null for entity fetches. */
  readonly root: ObjectShape | null;
  readonly groups: readonly Group[];
  /** Units whose answers are there for sure when this one is asked. */
  readonly before: ReadonlySet<number>;
  /** How many chains its tape has. */
  chains: number;
}

/** The entities of one alias of an entity fetch. */
export interface Group {
  readonly unit: Unit;
  /** Number within the program. */
  readonly id: number;
  readonly alias: string;
  readonly variable: string;
  readonly table: TablePlan;
  readonly paths: readonly (readonly PathSegment[])[];
  readonly selections: SelectionSetNode;
  /** The shape of an entity by the class of the objects it extends. */
  readonly shapes: Map<string, ObjectShape>;
}

/** A table of representations; entity fetches that need the same ones share it. */
export interface TablePlan {
  readonly index: number;
  readonly key: string;
  readonly requires: SelectionSetNode;
  readonly before: ReadonlySet<number>;
  /** By which fields the subgraph asked knows entities of a type: one list per key. */
  readonly keysOf: (type: string) => KeyFields;
  /** The objects it represents. */
  readonly targets: Set<Variant>;
  /** Their classes, as the alignment has them; an index into this stands for the class at run time. */
  readonly classes: string[];
}

export type KeyFields = readonly (readonly string[])[];

/** What to do in which order. */
export type Step =
  | { do: 'fetch'; unit: number }
  | { do: 'sequence'; steps: readonly Step[] }
  | { do: 'parallel'; steps: readonly Step[] };

interface EntityCall {
  alias: string;
  variable: string;
  paths: readonly (readonly PathSegment[])[];
  requires: readonly RequiresSelection[];
}

/** The requests of a plan, with its conditions decided. */
export class UnitPlan {
  readonly units: Unit[] = [];
  readonly tables: TablePlan[] = [];
  readonly groups: Group[] = [];
  readonly steps: Step;

  constructor(
    private readonly reading: Reading,
    node: PlanNode,
    private readonly keysOf: (type: string, subgraph: string) => KeyFields,
  ) {
    this.steps = this.walk(node, new Set()) ?? { do: 'sequence', steps: [] };
  }

  private walk(node: PlanNode, before: ReadonlySet<number>): Step | null {
    switch (node.kind) {
      case 'Sequence':
        return { do: 'sequence', steps: this.inSequence(node.nodes, before) };
      case 'Parallel':
        return { do: 'parallel', steps: node.nodes.flatMap((it) => this.walk(it, before) ?? []) };
      case 'Condition': {
        const clause = this.reading.switches[node.condition] === true ? node.ifClause : node.elseClause;
        return clause ? this.walk(clause, before) : null;
      }
      case 'Fetch':
        return this.root(node, before);
      case 'Subscription':
        return this.root(node.primary, before);
      case 'Flatten':
        return this.flatten(node.node, node.path, before);
      case 'BatchFetch':
        return this.batch(node, before);
      default:
        throw new Unsupported(`plan node ${node.kind}`);
    }
  }

  private inSequence(nodes: readonly PlanNode[], before: ReadonlySet<number>): Step[] {
    const steps: Step[] = [];
    let done = before;
    for (const node of nodes) {
      const first = this.units.length;
      const step = this.walk(node, done);
      if (step) steps.push(step);
      done = new Set([...done, ...this.units.slice(first).map((unit) => unit.index)]);
    }
    return steps;
  }

  private root(node: FetchNode, before: ReadonlySet<number>): Step {
    if (node.requires?.length) throw new Unsupported('an entity fetch without a path');
    return this.unit(node, before, null);
  }

  private flatten(node: PlanNode, path: readonly PathSegment[], before: ReadonlySet<number>): Step {
    if (node.kind !== 'Fetch' || !node.requires?.length) throw new Unsupported('Flatten over something else');
    const call = { alias: '_entities', variable: 'representations', paths: [path], requires: node.requires };
    return this.unit(node, before, [call]);
  }

  private batch(node: BatchFetchNode, before: ReadonlySet<number>): Step {
    const calls = node.entityBatch.aliases.map((it): EntityCall => {
      if (it.inputRewrites?.length || it.outputRewrites?.length) throw new Unsupported('rewrites');
      return {
        alias: it.alias,
        variable: it.representationsVariableName,
        paths: it.paths,
        requires: it.requires,
      };
    });
    const shared = new Set(calls.map((call) => call.variable)).size < calls.length;
    if (shared) throw new Unsupported('several aliases of one variable');
    return this.unit(node, before, calls);
  }

  private unit(
    node: FetchNode | BatchFetchNode,
    before: ReadonlySet<number>,
    calls: EntityCall[] | null,
  ): Step {
    if (node.kind === 'Fetch' && (node.inputRewrites?.length || node.outputRewrites?.length)) {
      throw new Unsupported('rewrites');
    }
    const { operation, fragments } = readOperation(node.operation);
    const reading = { ...this.reading, fragments };
    const owner: ShapeOwner = { index: this.units.length, shapes: [] };
    const root = calls
      ? null
      : shapeOf(reading, owner, rootTypeOf(reading, operation), [operation.selectionSet]);
    const groups: Group[] = [];
    const unit = Object.assign(owner, {
      node,
      kind: operation.operation,
      head: headOf(node),
      reading,
      root,
      groups,
      before,
      chains: 0,
    });
    this.units.push(unit);
    for (const call of calls ?? []) groups.push(this.group(unit, call, operation));
    return { do: 'fetch', unit: unit.index };
  }

  private group(unit: Unit, call: EntityCall, operation: OperationDefinitionNode): Group {
    const field = operation.selectionSet.selections.find(
      (it) => it.kind === Kind.FIELD && (it.alias ?? it.name).value === call.alias,
    );
    if (field?.kind !== Kind.FIELD || !field.selectionSet)
      throw new Unsupported('an entity fetch without its field');
    const { alias, variable, paths } = call;
    const table = this.table(call, unit);
    const group = {
      unit,
      id: this.groups.length,
      alias,
      variable,
      table,
      paths,
      selections: field.selectionSet,
      shapes: new Map(),
    };
    this.groups.push(group);
    return group;
  }

  /**
   * Shared only between fetches that are asked at the same stage, as a table is made once, from what is there
   * then; and only between subgraphs that know these entities by the same keys.
   */
  private table({ requires, paths }: EntityCall, { before, node }: Unit): TablePlan {
    const keysOf = (type: string) => this.keysOf(type, node.serviceName);
    const keys = conditionsOf(requires, this.reading.schema).map((type) => [type, keysOf(type)]);
    const key = JSON.stringify([requires, paths, [...before], keys]);
    let table = this.tables.find((it) => it.key === key);
    if (!table) {
      const selections = selectionsOf(requires);
      const index = this.tables.length;
      table = { index, key, requires: selections, before, keysOf, targets: new Set(), classes: [] };
      this.tables.push(table);
    }
    return table;
  }
}
