import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Limits, refuseSize } from './limits';
import { reachesPrototype, refuseName } from './names';

/** What one operation asks once every fragment is multiplied out. Counts saturate: a doubling chain stays a number. */
export interface Size {
  fields: number;
  depth: number;
  aliases: number;
  rootFields: number;
}

/**
 * Counts what each operation of the document asks, in time linear in the document: a fragment is measured once,
 * however often it is spread, and whatever it is called.
 *
 * @throws GraphQLError QUERY_TOO_LARGE, or NAME_FORBIDDEN for names that reach an object's prototype
 */
export function measure(document: DocumentNode, limits: Limits): void {
  const sizeOf = measurer(document);
  for (const it of document.definitions) {
    if (it.kind === 'OperationDefinition') checkSize(sizeOf(it.selectionSet), limits);
  }
  checkParts(document, limits);
}

const NOTHING: Readonly<Size> = { fields: 0, depth: 0, aliases: 0, rootFields: 0 };

function measurer(document: DocumentNode): (set: SelectionSetNode | undefined) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const it of document.definitions) {
    if (it.kind === 'FragmentDefinition') fragments.set(it.name.value, it);
  }
  const sizes = new Map<string, Size | 'BEING_MEASURED'>();

  const ofSet = (set: SelectionSetNode | undefined): Size => {
    if (!set) return NOTHING;
    const total = { ...NOTHING };
    for (const it of set.selections) {
      if (it.kind === 'Field') add(total, ofField(it));
      else add(total, it.kind === 'InlineFragment' ? ofSet(it.selectionSet) : ofFragment(it.name.value));
    }
    return total;
  };
  const ofField = (field: FieldNode): Size => {
    const below = ofSet(field.selectionSet);
    const aliases = below.aliases + (field.alias ? 1 : 0);
    return { fields: below.fields + 1, depth: below.depth + 1, aliases, rootFields: 1 };
  };
  const ofFragment = (name: string): Size => {
    const known = sizes.get(name);
    if (known === 'BEING_MEASURED') return refuseSize('A fragment contains itself.');
    if (known) return known;
    sizes.set(name, 'BEING_MEASURED');
    const size = ofSet(fragments.get(name)?.selectionSet);
    sizes.set(name, size);
    return size;
  };
  return ofSet;
}

function add(total: Size, more: Size): void {
  total.fields = Math.min(total.fields + more.fields, Number.MAX_SAFE_INTEGER);
  total.aliases = Math.min(total.aliases + more.aliases, Number.MAX_SAFE_INTEGER);
  total.rootFields = Math.min(total.rootFields + more.rootFields, Number.MAX_SAFE_INTEGER);
  total.depth = Math.max(total.depth, more.depth);
}

function checkSize(size: Size, limits: Limits): void {
  if (size.fields > limits.fields)
    refuseSize(`An operation may select ${limits.fields} fields, fragments multiplied out.`);
  if (size.depth > limits.depth) refuseSize(`An operation may be ${limits.depth} fields deep.`);
  if (size.aliases > limits.aliases) refuseSize(`An operation may use ${limits.aliases} aliases.`);
  if (size.rootFields > limits.rootFields)
    refuseSize(`An operation may have ${limits.rootFields} root fields.`);
}

/** What no multiplying changes: names, lists and directives, of fragments nobody spreads too. */
function checkParts(document: DocumentNode, limits: Limits): void {
  visit(document, {
    enter(node) {
      if (node.kind === 'Name') {
        if (reachesPrototype(node.value)) refuseName('document');
      } else if (node.kind === 'ListValue') {
        if (node.values.length > limits.listItems) refuseSize(`A list may have ${limits.listItems} items.`);
      } else if ('directives' in node && (node.directives?.length ?? 0) > limits.directives) {
        refuseSize('A field has too many directives.');
      }
    },
  });
}
