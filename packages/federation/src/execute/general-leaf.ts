import { type GraphQLError, type GraphQLLeafType, isEnumType } from 'graphql';
import { constant, FALSE, putConstant, putJson, putNumber, putQuoted, TRUE } from './bytes-write';
import type { WriteValue } from './general-complete';

/** Writes a leaf. What is already in its final form is written at once; graphql-js decides about the rest. */
export function leafWriter(type: GraphQLLeafType): WriteValue {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, constant(`"${name}"`)] as const));
    return (value, run) => {
      const text = texts.get(value as string);
      return text ? putConstant(text) : run.fault(`Enum "${type.name}" has no such value.`);
    };
  }
  const slow: WriteValue = (value, run) => {
    let serialized: unknown;
    try {
      serialized = type.serialize(value);
    } catch (error) {
      return run.fault((error as GraphQLError).message);
    }
    return putJson(serialized);
  };
  switch (type.name) {
    case 'ID':
    case 'String':
      return (value, run) => (typeof value === 'string' ? putQuoted(value) : slow(value, run));
    case 'Int':
      return (value, run) =>
        typeof value === 'number' && (value | 0) === value ? putNumber(value) : slow(value, run);
    case 'Float':
      return (value, run) => (Number.isFinite(value) ? putNumber(value as number) : slow(value, run));
    case 'Boolean':
      return (value, run) =>
        typeof value === 'boolean' ? putConstant(value ? TRUE : FALSE) : slow(value, run);
    default:
      return slow;
  }
}
