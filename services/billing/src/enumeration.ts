import { registerEnumType } from 'type-graphql';

/**
 * A GraphQL enum whose values are their own names, in TypeScript, in the database and on the wire.
 *
 * @param described  what a value means, where its name does not say it
 */
export function enumeration<const Value extends string>(
  name: string,
  values: readonly Value[],
  described: Partial<Record<Value, string>> = {},
): { readonly [V in Value]: V } {
  const those = Object.fromEntries(values.map((value) => [value, value])) as { [V in Value]: V };
  const texts = Object.entries<string | undefined>(described);
  const valuesConfig = Object.fromEntries(texts.map(([value, description]) => [value, { description }]));
  registerEnumType(those, { name, valuesConfig } as Parameters<typeof registerEnumType>[1]);
  return those;
}
