import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { type Argued, argumentsFor } from './arguments';

export interface Operation {
  query: string;
  variables: Record<string, unknown>;
}

/**
 * Where choices come from: a tape of numbers drawn by fast-check. A tape that has run out says 0, and 0
 * is always the plainest choice; so a shorter tape is a simpler operation, and shrinking works by itself.
 */
export class Tape {
  private at = 0;
  constructor(private readonly choices: readonly number[]) {}

  below(limit: number): number {
    const choice = this.choices[this.at++] ?? 0;
    return choice % Math.max(1, limit);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  get spent(): boolean {
    return this.at >= this.choices.length;
  }
}

/** Random operations that are valid for this schema. */
export function operationsOf(schema: GraphQLSchema): fc.Arbitrary<Operation> {
  return fc
    .array(fc.nat(1 << 20), { minLength: 8, maxLength: 260, size: 'max' })
    .map((choices) => new Writer(schema, new Tape(choices)).write())
    .filter((operation) => validate(schema, parse(operation.query)).length === 0);
}

class Writer {
  private readonly fragments: string[] = [];
  private readonly argued: Argued = { declared: new Map(), values: {} };

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly tape: Tape,
  ) {}

  write(): Operation {
    const mutation = this.tape.below(12) === 11;
    const root = mutation ? this.schema.getMutationType()! : this.schema.getQueryType()!;
    const body = this.selection(root, 2 + this.tape.below(4));
    const declared = [...this.argued.declared].map(([name, type]) => `$${name}: ${type}`).join(', ');
    const head = `${mutation ? 'mutation' : 'query'}${declared ? ` Z(${declared})` : ''}`;
    return { query: [`${head} ${body}`, ...this.fragments].join('\n'), variables: this.argued.values };
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    const parts: string[] = [];
    const count = 1 + this.tape.below(5);
    for (let i = 0; i < count && !(this.tape.spent && parts.length > 0); i++) {
      const part = this.part(type, depth);
      if (part) parts.push(part);
    }
    if (isAbstractType(type)) {
      for (const member of this.schema.getPossibleTypes(type)) {
        if (this.tape.below(2))
          parts.push(`... on ${member.name}${this.condition()} ${this.selection(member, depth - 1)}`);
      }
    }
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  }

  private part(type: GraphQLNamedType, depth: number): string | undefined {
    const kind = this.tape.below(20);
    if (kind === 19 && depth > 0) return this.named(type, depth);
    if (kind === 18 && depth > 0) {
      return `... on ${type.name}${this.condition()} ${this.selection(type, depth - 1)}`;
    }
    if (kind === 17) return `...${this.condition()} ${this.selection(type, depth - 1)}`;
    if (kind === 16 || kind === 15)
      return this.tape.pick(['__typename', 'tn: __typename', 'a___typename: __typename']);
    return isObjectType(type) || isInterfaceType(type)
      ? this.field(Object.values(type.getFields()), depth)
      : this.tape.pick(['__typename', 'tn: __typename']);
  }

  private field(fields: readonly GraphQLField<unknown, unknown>[], depth: number): string | undefined {
    const field = this.tape.pick(fields);
    const type = getNamedType(field.type);
    if (!isLeafType(type) && depth <= 0) return undefined;
    const given = argumentsFor(field, this.tape, this.argued);
    const alias = this.alias(field, given, fields);
    const below = isLeafType(type) ? '' : ` ${this.selection(type, depth - 1)}`;
    return `${alias}${field.name}${given}${this.condition()}${below}`;
  }

  /** Mostly none; a name of its own; or, the worst, the name of a neighbour. */
  private alias(field: { name: string }, given: string, fields: readonly { name: string }[]): string {
    const kind = this.tape.below(16);
    if (kind === 15) return `${this.tape.pick(fields).name}: `;
    if (kind >= 12) return `${this.tape.pick(['a', 'b', 'c', '_e'])}_${field.name}: `;
    return given ? `g${given.length}_${field.name}: ` : '';
  }

  private condition(): string {
    const kind = this.tape.below(9);
    if (kind < 8) return '';
    const word = this.tape.pick(['skip', 'include']);
    const value = this.tape.pick(['true', 'false', '$x', '$y']);
    if (value.startsWith('$')) {
      this.argued.declared.set(value.slice(1), 'Boolean!');
      this.argued.values[value.slice(1)] = this.tape.below(2) === 1;
    }
    return ` @${word}(if: ${value})`;
  }

  private named(type: GraphQLNamedType, depth: number): string {
    const selection = this.selection(type, depth - 1);
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    return `...${name}${this.condition()}`;
  }
}
