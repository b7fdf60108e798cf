import { type DirectiveNode, Kind, parse, type SelectionSetNode } from 'graphql';

/** The arguments of one directive, as text. */
export type Facts = ReadonlyMap<string, string>;

/** Anything of a schema that carries directives. */
export interface Directed {
  readonly astNode?: { readonly directives?: readonly DirectiveNode[] } | null;
}

/** What the composition wrote down of a type, a field or a value: each `@join__…` of that kind. */
export function joinsOf(it: Directed | undefined, kind: string): Facts[] {
  return (it?.astNode?.directives ?? [])
    .filter(({ name }) => name.value === `join__${kind}`)
    .map(argumentsOf);
}

export function argumentsOf(directive: DirectiveNode | undefined): Facts {
  return new Map(
    (directive?.arguments ?? []).flatMap(({ name, value }) =>
      'value' in value ? [[name.value, String(value.value)] as const] : [],
    ),
  );
}

/** `[Book!]!` → `Book` */
export const nameIn = (type: string): string => type.replace(/[[\]!]/g, '');

/** `sku brand { id } ... on Book { pages }` → `sku`, `brand`, `pages` */
export function topFields(fieldSet: string): string[] {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? namesIn(operation.selectionSet) : [];
}

const namesIn = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((it) => {
    if (it.kind === Kind.FIELD) return [it.name.value];
    return it.kind === Kind.INLINE_FRAGMENT ? namesIn(it.selectionSet) : [];
  });
