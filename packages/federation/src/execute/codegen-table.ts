import { type Alignment, isTaken, type Placed, type Purpose, place, type Taken } from './align';
import { type Code, constantPrefix } from './codegen';
import { chainHead, entityOf, slotOf } from './codegen-names';
import type { Writers } from './codegen-write';
import type { TablePlan } from './program-units';
import type { Variant } from './shape';
import { isOfType, type Reading } from './shape-collect';

/** Code that collects the representations of a table, shape by shape, in the order of the answers. */
export function tableBody(plan: TablePlan, reading: Reading, alignment: Alignment, writers: Writers): Code {
  const purpose: Purpose = { reading, table: plan };
  const shapes = new Set([...plan.targets].map((variant) => variant.shape));
  const loops = [...shapes].flatMap((shape): Code => {
    const cases = shape.variants.map((variant): Code | null => {
      return plan.targets.has(variant) ? representation(variant, purpose, alignment, writers) : null;
    });
    const tape = `t${shape.owner.index}`;
    const each = `for(let r=${tape}[${chainHead(shape.chain)}];r!==0;r=${tape}[r+2]){`;
    if (!shape.several) return [each, ...cases[0]!, '}'];
    const branches = cases.flatMap((code, i) => (code ? [`case ${i}:{`, ...code, 'break;}'] : []));
    return [each, `switch(${tape}[r+1]){`, ...branches, '}}'];
  });
  const end = 'if(out.at>0)out.at--;return {count:table.count,classes:table.classes,text:take()};';
  return ['table.reset();begin();', ...loops, end];
}

/** Objects of whose keys nothing is known are not represented: no subgraph could tell who they are. Their index is -1. */
function representation(variant: Variant, purpose: Purpose, alignment: Alignment, writers: Writers): Code {
  const { requires, classes, index } = purpose.table!;
  const { name } = variant.type;
  const objects = alignment.classOf(variant);
  if (!classes.includes(objects)) classes.push(objects);
  const sources = alignment.sourcesOf(variant, purpose.table);
  const twins = alignment.twins.get(variant.shape);
  const placed = place(sources, variant.type, [requires], purpose, twins);
  const isTyped = requires.selections.some((it) => 'name' in it && it.name.value === '__typename');
  const named = isTyped || placed.some((it) => !isTaken(it)) ? placed : [typename(name), ...placed];

  const code = writers.assembled(variant, named, purpose);
  const slot = slotOf(variant, `g${index}`);
  const add = `${slot}=table.add(a,${classes.indexOf(objects)},${constantPrefix(code)});`;
  const write = ['const a=out.at;', ...code, add];
  const whole = keyTest(variant, placed, purpose);
  if (!whole) return write;
  return [...writers.locate(variant, placed), `if(${whole}){`, ...write, `}else ${slot}=-1;`];
}

const typename = (name: string) => ({ text: `"__typename":${JSON.stringify(name)}` });

/** A condition: is anything of this object's keys known? Undefined if something must be. */
function keyTest(
  variant: Variant,
  placed: readonly Placed[],
  { table, reading }: Purpose,
): string | undefined {
  const { keysOf, requires } = table!;
  const held = new Map(placed.flatMap((it) => (isTaken(it) ? [[it.key, it] as const] : [])));
  const conditions = requires.selections.flatMap((it) =>
    'typeCondition' in it &&
    it.typeCondition &&
    isOfType(reading.schema, variant.type, it.typeCondition.name.value)
      ? [it.typeCondition.name.value]
      : [],
  );
  const keys = [variant.type.name, ...conditions]
    .flatMap(keysOf)
    .filter((key) => key.every((field) => held.has(field)));
  const either = keys.length > 0 ? keys : [...held.keys()].map((field) => [field]);
  const tests = either.flat().map((field) => givenTest(held.get(field)!));
  return tests.length === 0 || tests.includes('') ? undefined : tests.join('||');
}

/** A condition: is this field there, and not null? Empty if it must be. */
function givenTest({ nullable, source, field }: Taken): string {
  const { group, variant } = source;
  if (!group && !nullable) return '';
  const record = group ? entityOf(group) : 'r';
  const given = `b${variant.shape.owner.index}[${slotOf(variant, `v${field.index}`, record)}]!==110`;
  if (!group) return given;
  return nullable ? `(${record}!==0&&${given})` : `${record}!==0`;
}
