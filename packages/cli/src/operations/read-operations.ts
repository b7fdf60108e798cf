import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getLocation,
  Kind,
  type Location,
  type OperationDefinitionNode,
  parse,
  print,
  type Source,
  visit,
} from 'graphql';

/** Something in a file that its author can put right. */
export interface Mistake {
  file: string;
  /** From 1. */
  line: number;
  what: string;
}

/** An operation of a client with the fragments it spreads, wherever they are written. */
export interface ClientOperation {
  name: string;
  type: 'query' | 'mutation' | 'subscription';
  /** As it is stored: printed, so that neither spaces nor the order of files change its id. */
  body: string;
  /** As it was written: the same nodes, each with its place. */
  document: DocumentNode;
}

/** Reads the operations of a client, by name; fragments are shared by all files. */
export function readOperations(sources: readonly Source[]): {
  operations: ClientOperation[];
  mistakes: Mistake[];
} {
  const mistakes: Mistake[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  const named = new Map<string, OperationDefinitionNode>();
  const keep = <T extends DefinitionNode>(all: Map<string, T>, name: string, it: T) => {
    const first = all.get(name);
    if (!first) all.set(name, it);
    else mistakes.push({ ...placeOf(it.loc), what: `"${name}" is also in ${wordsOf(placeOf(first.loc))}.` });
  };
  for (const it of sources.flatMap((source) => definitionsOf(source, mistakes))) {
    if (it.kind === Kind.FRAGMENT_DEFINITION) keep(fragments, it.name.value, it);
    else if (it.kind !== Kind.OPERATION_DEFINITION)
      mistakes.push({ ...placeOf(it.loc), what: 'Only operations and fragments can be stored.' });
    else if (it.name) keep(named, it.name.value, it);
    else mistakes.push({ ...placeOf(it.loc), what: 'A stored operation should have a name.' });
  }
  const operations = [...named].map(([name, it]) => {
    const definitions = [it, ...spreadIn(it, fragments)];
    const document = { kind: Kind.DOCUMENT, definitions } as const;
    return { name, type: it.operation, body: print(document), document };
  });
  return { operations: operations.sort(byName), mistakes };
}

/** Where a place of the printed text was written. */
export function placeIn({ document, body }: ClientOperation, at: { line: number; column: number }) {
  const [written, printed] = [document, parse(body)].map(nodesOf) as [Location[], Location[]];
  const index = printed.findIndex(({ source, start }) => {
    const { line, column } = getLocation(source, start);
    return line === at.line && column === at.column;
  });
  // Of a printed text the nodes are the same, in the same order.
  return placeOf(written[Math.max(index, 0)]);
}

/** `portal/city.graphql:3` */
export const wordsOf = ({ file, line }: Pick<Mistake, 'file' | 'line'>): string => `${file}:${line}`;

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

function definitionsOf(source: Source, mistakes: Mistake[]): readonly DefinitionNode[] {
  try {
    return parse(source).definitions;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    mistakes.push({ file: source.name, line: error.locations?.[0]?.line ?? 1, what: error.message });
    return [];
  }
}

function placeOf(location: Location | undefined): { file: string; line: number } {
  if (!location) return { file: '', line: 0 };
  return { file: location.source.name, line: getLocation(location.source, location.start).line };
}

/** What it spreads, and what that spreads; one that is nowhere is left for whoever validates. */
function spreadIn(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const found = new Map<string, FragmentDefinitionNode>();
  const collect = (within: DefinitionNode): void => {
    visit(within, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || found.has(value)) return;
        found.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fragment]) => fragment);
}

/** Where each node is, in the order of reading; not the document itself, which is at none. */
function nodesOf({ definitions }: DocumentNode): Location[] {
  const places: Location[] = [];
  for (const definition of definitions) {
    visit(definition, {
      enter({ loc }) {
        if (loc) places.push(loc);
      },
    });
  }
  return places;
}
