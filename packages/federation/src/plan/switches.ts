import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionNode, visit } from 'graphql';

/** Values of the variables that decide `@skip` and `@include`. */
export type Switches = Readonly<Record<string, unknown>>;

const NONE: Record<string, boolean> = Object.freeze(Object.create(null));

/** Is a field or fragment asked for? */
export function isAsked({ directives }: SelectionNode, switches: Switches): boolean {
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const value = given?.[0]?.value;
    const isOn =
      value?.kind === Kind.VARIABLE
        ? switches[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (isOn === (name.value === 'skip')) return false;
  }
  return true;
}

/** The variables that decide, in the order they appear. */
export function switchNames(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      const value = given?.[0]?.value;
      const decides = name.value === 'skip' || name.value === 'include';
      if (decides && value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Their values in a request that nobody has checked yet, defaults applied. */
export function switchesOf(
  names: readonly string[],
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, boolean> {
  if (names.length === 0) return NONE;
  const given = variables ?? {};
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map((it) => [it.variable.name.value, it.defaultValue] as const),
  );
  const switches: Record<string, boolean> = Object.create(null);
  for (const name of names) {
    const fallback = defaults.get(name);
    switches[name] = Object.hasOwn(given, name)
      ? given[name] === true
      : fallback?.kind === Kind.BOOLEAN && fallback.value;
  }
  return switches;
}
