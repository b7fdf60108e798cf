import type { GraphQLObjectType, SelectionSetNode } from 'graphql';
import {
  type Alignment,
  childrenOf,
  isTaken,
  type Placed,
  type Purpose,
  place,
  type Source,
  type Taken,
} from './align';
import { type Code, type Piece, type Script, text } from './codegen';
import { Edit } from './codegen-edit';
import { bodyOf, entityOf, slotOf } from './codegen-names';
import { Unsupported } from './deviation';
import type { ObjectShape, Variant } from './shape';
import { collect } from './shape-collect';

type Sets = readonly SelectionSetNode[];

/**
 * Writes the projection of an object: for the client, or for a representation.
 *
 * A writer is a function (record, cursor) → cursor over the body that holds the object. What stands before
 * the cursor is written already; what stands after it, its caller or a later flush will copy. So bytes that
 * stay as they are cost nothing: an object whose fields are all wanted in the order they came has no writer.
 */
export class Writers {
  constructor(
    private readonly script: Script,
    private readonly alignment: Alignment,
  ) {}

  /** The writer of these objects, or null if they are copied as they are. */
  projector(
    shape: ObjectShape,
    sets: Sets,
    purpose: Purpose,
    twins: readonly ObjectShape[] = [],
  ): string | null {
    if (shape.unnamed) sameForAll(shape.unnamed, sets, purpose);
    const cases = shape.variants.map((variant) => {
      const sources = this.alignment.sourcesOf(variant, purpose.table);
      return this.object(variant, place(sources, variant.type, sets, purpose, twins), purpose);
    });
    if (cases.every((code) => code === null)) return null;

    shape.touched = true;
    if (cases.length === 1) return this.script.define('r,last', cases[0]!);
    const branches = cases.flatMap((code, i) => (code ? [`case ${i}:{`, ...code, '}'] : []));
    return this.script.define('r,last', [
      `switch(t${shape.owner.index}[r+1]){`,
      ...branches,
      '}return last;',
    ]);
  }

  private object(variant: Variant, placed: readonly Placed[], purpose: Purpose): Code | null {
    const own = placed.filter((it) => isTaken(it) && !it.source.group) as Taken[];
    const inOrder = own.every((it, i) => i === 0 || own[i - 1]!.field.index < it.field.index);
    if (own.length > 0 && inOrder) return this.edited(variant, placed, own, purpose);

    const flush = `copy(${bodyOf(variant)},last,${slotOf(variant, 'start')});`;
    return [flush, ...this.assembled(variant, placed, purpose), `return ${slotOf(variant, 'end')};`];
  }

  /** Own fields in their own order: the bytes are copied with cuts and insertions. */
  private edited(
    variant: Variant,
    placed: readonly Placed[],
    own: readonly Taken[],
    purpose: Purpose,
  ): Code | null {
    const children = new Map(own.map((it) => [it, this.child(it, purpose)]));
    const count = variant.fields.length;
    const untouched =
      own.length === count &&
      placed.length === count &&
      own.every((it) => renameOf(it) === undefined && !isGuarded(it));
    if (untouched && [...children.values()].every((child) => child === null)) return null;

    const edit = new Edit(variant);
    for (const run of runsOf(placed)) {
      const [first] = run;
      if (!isTaken(first)) edit.insert((comma) => [text(comma + first.text)]);
      else if (first.source.group)
        edit.insert((comma) => this.entityRun(first.source, run as Taken[], comma, purpose));
      else {
        for (const it of run as Taken[]) {
          edit.add(guard(it, 'r'));
          edit.keep(it.field, children.get(it) ?? null, renameOf(it));
        }
      }
    }
    return [...this.locate(variant, placed), ...edit.finish()];
  }

  /** Field by field, whatever the order and whoever holds them. */
  assembled(
    variant: Variant | null,
    placed: readonly Placed[],
    purpose: Purpose,
    record?: (of: Source) => string,
  ): Code {
    const code: Piece[] = variant ? [...this.locate(variant, placed)] : [];
    code.push(text('{'));
    runsOf(placed).forEach((run, i) => {
      const comma = i === 0 ? '' : ',';
      const [first] = run;
      if (!isTaken(first)) code.push(text(comma + first.text));
      else if (first.source.group) code.push(...this.entityRun(first.source, run as Taken[], comma, purpose));
      else code.push(...this.slice(comma, run as Taken[], record?.(first.source) ?? 'r', purpose));
    });
    code.push(text('}'));
    return code;
  }

  /** Neighbouring fields of one entity: one copy, or nulls if the entity is missing. */
  private entityRun({ group }: Source, run: readonly Taken[], comma: string, purpose: Purpose): Code {
    const nulls = run.map((it) => `${JSON.stringify(it.key)}:null`).join();
    const lost = run.some((it) => it.others.length > 0 || (!purpose.table && !it.nullable));
    const found = this.slice(comma, run, entityOf(group!), purpose);
    const missing = lost ? 'throw MISSING;' : text(comma + nulls);
    return [`if(${entityOf(group!)}!==0){`, ...found, '}else{', missing, '}'];
  }

  /** Copies fields that stand side by side in a body, through the writers of their children. */
  private slice(comma: string, run: readonly Taken[], record: string, purpose: Purpose): Code {
    const [first] = run;
    const { variant } = first!.source;
    const rename = renameOf(first!);
    const key = rename === undefined ? '' : `${JSON.stringify(rename)}:`;
    const from = slotOf(variant, `${key ? 'v' : 'k'}${first!.field.index}`, record);
    const code: Piece[] = [text(comma + key), `{let q=${from};`];
    for (const it of run) {
      code.push(guard(it, record));
      const child = this.child(it, purpose);
      if (!child) continue;
      const at = slotOf(variant, `c${it.field.index}`, record);
      code.push(`if(${at}!==0)q=${child}(${at},q);`);
    }
    const end = slotOf(variant, `e${run[run.length - 1]!.field.index}`, record);
    return [...code, `copy(${bodyOf(variant)},q,${end});}`];
  }

  /** Finds the entities that extend the current object, before anything is written. */
  locate(variant: Variant, placed: readonly Placed[]): Code {
    const groups = new Set(placed.flatMap((it) => (isTaken(it) ? (it.source.group ?? []) : [])));
    return [...groups].map((group) => {
      const index = slotOf(variant, `g${group.table.index}`);
      const at = `i${group.id}`; // -1: it was not represented
      return `const ${at}=${index},${entityOf(group)}=${at}<0?0:t${group.unit.index}[e${group.id}+${at}];`;
    });
  }

  private child({ field, source, sets, others }: Taken, purpose: Purpose): string | null {
    if (!field.child) return null;
    const writer = this.projector(field.child, sets, purpose, childrenOf(others));
    if (!writer) return null;
    source.variant.slot(`c${field.index}`);
    return this.throughLists(writer, field.child, field.depth);
  }

  private throughLists(writer: string, { owner }: ObjectShape, depth: number): string {
    const tape = `t${owner.index}`;
    for (let level = 0; level < depth; level++) {
      const item = level === 0 ? 'r' : `${tape}[r+2]`;
      writer = this.script.define('r,last', [
        `for(;r!==0;r=${tape}[r])last=${writer}(${item},last);return last;`,
      ]);
    }
    return writer;
  }
}

const isGuarded = ({ others, nullable }: Taken): boolean => others.length > 0 && nullable;

/** Null may not be copied from one of several who hold a value: another may know better. */
function guard(it: Taken, record: string): string {
  if (!isGuarded(it)) return '';
  const { variant } = it.source;
  const value = slotOf(variant, `v${it.field.index}`, record);
  return `if(b${variant.shape.owner.index}[${value}]===110)throw SURPRISE;`;
}

/** The client's key, if the answer has another. */
function renameOf({ key, field }: Taken): string | undefined {
  return key === field.key ? undefined : key;
}

/** Fields that stand side by side in one answer and are wanted side by side. */
function runsOf(placed: readonly Placed[]): [Placed, ...Placed[]][] {
  const runs: [Placed, ...Placed[]][] = [];
  for (const it of placed) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    const adjoins =
      last &&
      isTaken(last) &&
      isTaken(it) &&
      last.source === it.source &&
      last.field.index + 1 === it.field.index &&
      renameOf(it) === undefined;
    if (adjoins) run!.push(it);
    else runs.push([it]);
  }
  return runs;
}

/** Objects whose type is not named must be wanted alike, whatever they are. */
function sameForAll(types: readonly GraphQLObjectType[], sets: Sets, { reading }: Purpose): void {
  const wanted = types.map((type) => [...collect(reading, type, sets).values()]);
  const keys = new Set(wanted.map((fields) => fields.map((field) => field.key).join()));
  const named = wanted.flat().some((field) => field.name === '__typename');
  if (named || keys.size > 1) throw new Unsupported('selections by type, and no type named');
}
