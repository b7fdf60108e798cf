import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLUnionType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Prepared } from '../plan/prepared';
import { isIntrospection } from '../plan/root';
import { out } from './bytes-output';
import { type Constant, constant, NULL, putByte, putConstant, putText } from './bytes-write';
import { type Asked, collectFields } from './general-collect';
import type { Completion } from './general-completion';
import { isTree, quoted, type Tree } from './general-json';
import { leafWriter } from './general-leaf';
import { type Part, partsWriter, type WriteObject } from './general-object';

/** Writes a value that is not null. False: it is none of its type, or holds a null that may not be; what was written is void. */
export type WriteValue = (value: unknown, run: Completion) => boolean;

/** Writes a field or list item, null included. False: null had to be, and may not. */
type WriteField = WriteValue;

const [OPEN_LIST, CLOSE_LIST, COMMA] = [91, 93, 44];

function putNullAt(start: number): void {
  out.at = start;
  putConstant(NULL);
}

type Sets = readonly SelectionSetNode[];

/**
 * Compiles what the client is shown: its fields in its order, leaves in their final form, null where something
 * failed and as far up as the schema demands.
 *
 * @returns the writer of the whole `data`; it writes where `begin` began
 */
export function compileCompletion(prepared: Prepared): (data: Tree, run: Completion) => void {
  const { operation, supergraph } = prepared;
  const root = supergraph.api.getRootType(operation.operation);
  if (!root) throw new Error(`the supergraph has no ${operation.operation}`);
  const write = objectWriter(root, [operation.selectionSet], prepared);
  return (data, run) => {
    const start = out.at;
    if (!write(data, run)) putNullAt(start);
  };
}

function fieldWriter(type: GraphQLOutputType, asked: Asked, owner: string, prepared: Prepared): WriteField {
  if (!isNonNullType(type)) {
    const write = valueWriter(type, asked, owner, prepared);
    return (value, run) => {
      const start = out.at;
      if (value === null || value === undefined || !write(value, run)) putNullAt(start);
      return true;
    };
  }
  const write = valueWriter(type.ofType, asked, owner, prepared);
  const message = `Cannot return null for non-nullable field ${owner}.${asked.name}.`;
  return (value, run) => (value === null || value === undefined ? run.missing(message) : write(value, run));
}

function valueWriter(type: GraphQLOutputType, asked: Asked, owner: string, prepared: Prepared): WriteValue {
  if (isListType(type)) return listWriter(fieldWriter(type.ofType, asked, owner, prepared), asked.name);
  if (isLeafType(type)) return leafWriter(type);
  if (isObjectType(type)) {
    const write = objectWriter(type, asked.below, prepared);
    return (value, run) => (isTree(value) ? write(value, run) : run.fault(`${asked.name} is no object.`));
  }
  return abstractWriter(type as GraphQLInterfaceType | GraphQLUnionType, asked, prepared);
}

function listWriter(write: WriteField, name: string): WriteValue {
  return (value, run) => {
    if (!Array.isArray(value)) return run.fault(`${name} is no list.`);
    const { depth } = run;
    putByte(OPEN_LIST);
    for (let i = 0; i < value.length; i++) {
      if (i > 0) putByte(COMMA);
      run.path[depth] = i;
      run.depth = depth + 1;
      if (!write(value[i], run)) {
        run.depth = depth;
        return false;
      }
    }
    run.depth = depth;
    return putByte(CLOSE_LIST);
  };
}

/** By the object's own word, which type it is; without one only what all types share can have been asked. */
function abstractWriter(
  type: GraphQLInterfaceType | GraphQLUnionType,
  asked: Asked,
  prepared: Prepared,
): WriteValue {
  const { api, full } = prepared.supergraph;
  const byName = new Map<string, ReturnType<typeof objectWriter>>();
  const message = `The type of ${asked.name} is not known.`;
  const writerOf = (name: unknown) => {
    const named = typeof name === 'string' ? full.getType(name) : type;
    // An interface object goes by the interface's name in the subgraph that has it.
    const shown = isInterfaceType(named) ? type : named && api.getType(named.name);
    const fits = shown === type ? isInterfaceType(type) : isObjectType(shown) && api.isSubType(type, shown);
    return fits ? objectWriter(shown as GraphQLObjectType, asked.below, prepared) : undefined;
  };
  return (value, run) => {
    if (!isTree(value)) return run.fault(`${asked.name} is no object.`);
    const name = value.__typename;
    const key = typeof name === 'string' ? name : '';
    let write = byName.get(key);
    if (!write) {
      write = writerOf(name);
      if (!write) return run.fault(message);
      byName.set(key, write);
    }
    return write(value, run);
  };
}

/** @param type  an interface if the object's own type is not known: then only its fields can be asked */
function objectWriter(
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: Sets,
  prepared: Prepared,
): WriteObject {
  const { parts, tail } = partsOf(type, sets, prepared);
  return partsWriter(parts, tail);
}

/** Constant text runs on into the next prefix: a type's name is known, and costs nothing. */
function partsOf(
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: Sets,
  prepared: Prepared,
): { parts: Part[]; tail: Constant } {
  const fields = type.getFields();
  const parts: Part[] = [];
  let text = '{';
  let comma = '';
  for (const asked of collectFields(prepared, type, sets)) {
    text += `${comma}${quoted(asked.key)}:`;
    comma = ',';
    if (asked.name === '__typename' && isObjectType(type)) {
      text += quoted(type.name);
      continue;
    }
    const { key, source, name } = asked;
    parts.push({
      prefix: constant(text),
      source,
      key,
      write: writerOf(fields[name]?.type, asked, type.name, prepared),
    });
    text = '';
  }
  return { parts, tail: constant(`${text}}`) };
}

function writerOf(
  type: GraphQLOutputType | undefined,
  asked: Asked,
  owner: string,
  prepared: Prepared,
): WriteField {
  if (type) return fieldWriter(type, asked, owner, prepared);
  if (isIntrospection(asked.name)) return (_value, run) => putText(run.local.get(asked.key) ?? 'null');
  return (_value, run) => run.missing(`The type of this ${owner} is not known.`);
}
