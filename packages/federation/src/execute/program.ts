import type { OperationDefinitionNode } from 'graphql';
import type { BatchFetchNode, FetchNode, OperationKind } from '../plan/plan';
import type { Prepared } from '../plan/prepared';
import { Alignment, place } from './align';
import * as bytes from './bytes';
import { begin, copy, grow, out, take } from './bytes-output';
import { type Representations, table } from './bytes-table';
import { type Code, Script, text } from './codegen';
import { scanBody } from './codegen-answer';
import { chainHead } from './codegen-names';
import { Scanners, tapeRatio } from './codegen-scan';
import { tableBody } from './codegen-table';
import { Writers } from './codegen-write';
import { MISSING, SURPRISE, Unsupported } from './deviation';
import { type Group, type Step, type Unit, UnitPlan } from './program-units';
import type { Variant } from './shape';
import type { Reading } from './shape-collect';

/** An operation with its plan, compiled. */
export interface Program {
  readonly requests: readonly ProgramRequest[];
  readonly steps: Step;
  /** The one request whose `data` is the client's, byte for byte; nothing is written then. */
  readonly identity: number | undefined;
  /** Length of the generated source, in characters. */
  readonly size: number;
  readonly code: ProgramCode;
}

/** One request of a program. */
export interface ProgramRequest {
  readonly index: number;
  readonly node: FetchNode | BatchFetchNode;
  readonly kind: OperationKind;
  /** The request's text up to its variables. */
  readonly head: Buffer;
  /** Entity fetches: which table of representations goes into which variable, as `"name":[`. */
  readonly lists: readonly { readonly opening: Buffer; readonly table: number }[];
  /** Does the scanner store anything? */
  readonly records: boolean;
  /** First free int of its tape, and how many ints a byte of the body may need. */
  readonly first: number;
  readonly ratio: number;
}

/** What a request of a program has come to; generated code works on these. */
export interface RequestState {
  b: Buffer;
  d: DataView;
  t: Int32Array;
  /** By entity list: where the records of its entities are on the tape. */
  entries: number[];
  tables: Representations[];
  /** Where the value of `data` ends in the body. */
  dataEnd: number;
}

/** The generated functions. */
export interface ProgramCode {
  readonly scan: readonly ((state: RequestState, b: Buffer, d: DataView, t: Int32Array) => void)[];
  readonly table: readonly ((states: readonly RequestState[]) => Representations)[];
  readonly write: (states: readonly RequestState[]) => Buffer;
  /** Lets go of the bodies last worked on. */
  readonly release: () => void;
}

/** What a program is made of; the full schema, as keys may be inaccessible to clients. */
export type ProgramSource = Pick<Prepared, 'plan' | 'operation' | 'fragments' | 'sourceKeys' | 'switches'> & {
  readonly supergraph: Pick<Prepared['supergraph'], 'full' | 'keysOf'>;
};

/** Larger sources take the general path: compiling them is what an attacker would ask for. */
export const MAX_SOURCE = 256 * 1024;

const RUNTIME = { ...bytes, begin, copy, grow, out, take, table, SURPRISE, MISSING };
const PARAMETERS =
  'const {STRING_BYTE:S,stringTail,intTail,number,boolean,nullTail,anything,custom,peek,' +
  'begin,copy,grow,out,take,table,SURPRISE,MISSING}=runtime;';

/** @throws Unsupported  for what only the general path does */
export function compileProgram(source: ProgramSource): Program {
  const { supergraph, plan, operation, fragments, sourceKeys, switches } = source;
  if (!plan.node) throw new Unsupported('a plan without requests');
  const reading = { schema: supergraph.full, fragments, switches, sourceKeys };
  const { units, tables, groups, steps } = new UnitPlan(reading, plan.node, supergraph.keysOf);
  const script = new Script();
  const alignment = new Alignment(reading, units);
  const writers = new Writers(script, alignment);

  // Writers and tables ask for slots; scanners, made last, fill those that were asked for.
  const write = response(reading, operation, units, alignment, writers);
  const tableBodies = tables.map((it) => tableBody(it, reading, alignment, writers));
  const scanBodies = units.map((unit) => scanBody(unit, new Scanners(script)));

  const functions = [
    ...scanBodies.map((body, i) => `function scan${i}(u,b,d,t){${body}}`),
    ...tableBodies.map((body, i) => `function table${i}(states){bind(states);${script.render(body)}}`),
    `function write(states){bind(states);${script.render(write ?? [])}}`,
    ...binding(units, groups),
  ];
  const list = (name: string, of: readonly unknown[]) => `[${of.map((_, i) => name + i)}]`;
  const text = `${PARAMETERS}${script.source()}\n${functions.join('\n')}
return {scan:${list('scan', units)},table:${list('table', tables)},write,release};`;
  if (text.length > MAX_SOURCE) throw new Unsupported('too large a program');

  return {
    requests: units.map(requestOf),
    steps,
    identity: write ? undefined : units.find((unit) => unit.root)!.index,
    size: text.length,
    code: new Function('runtime', text)(RUNTIME) as ProgramCode,
  };
}

/** Code that writes the client's answer, or null if it is the one root answer as it came. */
function response(
  reading: Reading,
  operation: OperationDefinitionNode,
  units: readonly Unit[],
  alignment: Alignment,
  writers: Writers,
): Code | null {
  const roots = units.filter((unit) => unit.root);
  const sets = [operation.selectionSet];
  const [unit] = roots;
  if (!unit) throw new Unsupported('a plan without a root request');
  if (roots.length === 1) {
    const writer = writers.projector(unit.root!, sets, { reading });
    if (!writer) return null;
    const i = unit.index;
    const start = `begin();const last=${writer}(${chainHead(unit.chains)},0);`;
    return [start, `copy(b${i},d${i},last,states[${i}].dataEnd);`, text('}'), 'return take();'];
  }

  const sources = roots.map(({ root }) => ({ variant: root!.variants[0]! }));
  if (sources.some(({ variant }) => alignment.groupsOf(variant).length > 0))
    throw new Unsupported('an entity at the root');
  for (const { variant } of sources) variant.shape.touched = true;
  const placed = place(sources, sources[0]!.variant.type, sets, { reading });
  const record = ({ variant }: { variant: Variant }) =>
    String(chainHead((variant.shape.owner as Unit).chains));
  const fields = writers.assembled(null, placed, { reading }, record);
  return ['begin();', text('{"data":'), ...fields, text('}'), 'return take();'];
}

/** The bodies, views and tapes that writers read, set before each synchronous run of them. */
function binding(units: readonly Unit[], groups: readonly Group[]): string[] {
  const names = [
    ...units.flatMap(({ index: i }) => [`b${i}`, `d${i}`, `t${i}`]),
    ...groups.map(({ id }) => `e${id}=0`),
  ];
  const set = units.map(({ index: i, groups: own }) => {
    const entries = own.map(({ id }, k) => `e${id}=s.entries[${k}];`);
    return `{const s=states[${i}];b${i}=s.b;d${i}=s.d;t${i}=s.t;${entries.join('')}}`;
  });
  const unset = units.map(({ index: i }) => `b${i}=d${i}=t${i}=undefined;`);
  return [`let ${names};`, `function bind(states){${set.join('')}}`, `function release(){${unset.join('')}}`];
}

function requestOf({ index, node, kind, head, groups, shapes, chains }: Unit): ProgramRequest {
  const lists = groups.map(({ variable, table }) => {
    return { opening: Buffer.from(`${JSON.stringify(variable)}:[`), table: table.index };
  });
  const records = groups.length > 0 || shapes.some((shape) => shape.touched);
  return { index, node, kind, head, lists, records, first: chainHead(chains), ratio: tapeRatio(shapes) };
}
