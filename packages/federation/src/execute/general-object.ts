import { type Constant, putConstant } from './bytes-write';
import type { WriteValue } from './general-complete';
import type { Completion } from './general-completion';
import { isTreacherous, own, type Tree } from './general-json';

/** One field of an object: what stands before its value, where the value is, how it is written. */
export interface Part {
  readonly prefix: Constant;
  /** Key in the subgraphs' answers. */
  readonly source: string;
  /** Key in the client's. */
  readonly key: string;
  readonly write: WriteValue;
}

export type WriteObject = (tree: Tree, run: Completion) => boolean;

/** After so many objects a loop is unrolled into code of its own: properties read by name cost a third. */
const OBJECTS_BEFORE = 200;
/** Longer objects stay with the loop. */
const MOST_UNROLLED = 100;

/** Writes an object's parts in order; gives up at the first that may not be null and is. */
export function partsWriter(parts: readonly Part[], tail: Constant): WriteObject {
  const read = parts.some(({ source }) => isTreacherous(source))
    ? own
    : (tree: Tree, key: string) => tree[key];
  let left = OBJECTS_BEFORE;
  let write: WriteObject = (tree, run) => {
    if (left-- === 0 && read !== own && parts.length <= MOST_UNROLLED) write = unrolled(parts, tail) ?? write;
    const { depth } = run;
    for (const { prefix, source, key, write: writePart } of parts) {
      putConstant(prefix);
      run.path[depth] = key;
      run.depth = depth + 1;
      if (!writePart(read(tree, source), run)) {
        run.depth = depth;
        return false;
      }
    }
    run.depth = depth;
    return putConstant(tail);
  };
  return (tree, run) => write(tree, run);
}

/** The loop as code, with nothing of a client in it but names. Undefined where code may not be made at run time. */
function unrolled(parts: readonly Part[], tail: Constant): WriteObject | undefined {
  const names = parts.map((_, i) => `const {prefix:p${i},key:k${i},write:w${i}}=parts[${i}];`);
  const steps = parts.map(
    ({ source }, i) =>
      `put(p${i});path[depth]=k${i};if(!w${i}(tree[${JSON.stringify(source)}],run)){run.depth=depth;return false;}`,
  );
  const source = `'use strict';${names.join('')}return(tree,run)=>{const{depth,path}=run;run.depth=depth+1;
${steps.join('\n')}
run.depth=depth;return put(tail);};`;
  try {
    return new Function('parts', 'tail', 'put', source)(parts, tail, putConstant) as WriteObject;
  } catch {
    return undefined;
  }
}
