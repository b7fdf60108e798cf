import type { GraphQLArgument, GraphQLField } from 'graphql';
import type { Tape } from './operations';
import { hostileTexts } from './world';

/** Variables an operation has come to need: their types, and the values that go with it. */
export interface Argued {
  declared: Map<string, string>;
  values: Record<string, unknown>;
}

const filters = [
  {},
  { text: null },
  { status: null, numbers: [] },
  { text: '"}', inner: { status: 'NEW', inner: null } },
  { numbers: [1, -2147483648], status: 'SOLD_OUT' },
];
const jsons = [{ a: [1, null, { b: 'c' }] }, null, 'text', 0.5, [], [[{}]], { 'odd key "': true }];

/** `(i: 3)`, `(text: $text)` or nothing at all: literals, variables, variables that are not sent. */
export function argumentsFor(field: GraphQLField<unknown, unknown>, tape: Tape, argued: Argued): string {
  const given = field.args.flatMap((argument) => {
    const required = argument.name === 'i';
    const kind = tape.below(4);
    if (kind === 0 && !required) return [];
    return [`${argument.name}: ${kind === 3 ? variable(argument, tape, argued) : literal(argument, tape)}`];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function variable(argument: GraphQLArgument, tape: Tape, { declared, values }: Argued): string {
  const name = `${argument.name}${tape.below(2)}`;
  if (!declared.has(name)) {
    declared.set(name, String(argument.type));
    const absent = argument.name !== 'i' && tape.below(4) === 3;
    if (!absent) values[name] = value(argument, tape);
  }
  return `$${name}`;
}

function value({ name }: GraphQLArgument, tape: Tape): unknown {
  if (name === 'text') return tape.pick([null, ...hostileTexts]);
  if (name === 'filter') return tape.pick([null, ...filters]);
  if (name === 'json') return tape.pick(jsons);
  return tape.below(6);
}

function literal({ name }: GraphQLArgument, tape: Tape): string {
  if (name === 'text')
    return tape.pick(['null', '"x"', '"\\"\\\\\\n\\u0041"', '"""block "quoted" text"""', '""']);
  if (name === 'filter')
    return tape.pick(['null', '{}', '{ text: null }', '{ status: NEW, inner: { numbers: [1, 2] } }']);
  if (name === 'json') return tape.pick(['null', '{ a: [1, { b: ENUM }] }', '"t"', '1.5', '[]', 'true']);
  return String(tape.below(6));
}
