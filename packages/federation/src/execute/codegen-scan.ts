import {
  type GraphQLEnumType,
  type GraphQLList,
  type GraphQLOutputType,
  getNullableType,
  isListType,
  isNonNullType,
} from 'graphql';
import { matches, type Script } from './codegen';
import { chainHead, HEADER, recordSize } from './codegen-names';
import { type FieldShape, isInaccessible, type ObjectShape, type Variant } from './shape';

/** A string, quick where it has no escapes; `p` comes to stand on its closing quote. */
const STRING = 'while(S[b[p]]===0)p++;if(b[p]!==34)p=stringTail(b,p);';
/** Up to nine digits without a doubt about sign or zero; the rest is looked at closely. */
const INT =
  '{let q=p;if(b[p]===45)q++;const z=q;let c;while((c=b[q])>=48&&c<=57)q++;' +
  'if(q-z>9||q===z||(b[z]===48&&(q-z>1||z!==p)))q=intTail(b,p);p=q;}';

/**
 * Generates the scanner of each object position: a function (body, view, tape, position) → position after the
 * object, which throws on the first byte that is not as the operation lets expect, and stores on the tape what
 * writers and tables have asked for. Known bytes between two values are compared as one text.
 */
export class Scanners {
  private variables = 0;

  constructor(private readonly script: Script) {}

  /** Name of the scanner of these objects. Children come first, so that they have names. */
  scanner(shape: ObjectShape): string {
    const children = new Map<ObjectShape, string>();
    for (const { child } of shape.variants.flatMap((variant) => variant.fields)) {
      if (child) children.set(child, this.scanner(child));
    }
    this.variables = 0;
    const body = shape.several ? this.byType(shape, children) : this.members(shape.variants[0]!, 0, children);
    return this.script.define('b,d,t,p', [record(shape), body]);
  }

  private byType(shape: ObjectShape, children: ReadonlyMap<ObjectShape, string>): string {
    const key = JSON.stringify(shape.typeKey);
    if (!shape.typeFirst) {
      const at = this.variable();
      const branches = shape.variants.map((variant, i) => {
        return `if(${matches(`${variant.type.name}"`, at)}){${this.members(variant, i, children)}}`;
      });
      return `const ${at}=peek(b,p,${key});${branches.join('')}throw SURPRISE;`;
    }
    const start = `{${key}:"`;
    const branches = shape.variants.map((variant, i) => {
      const name = `${variant.type.name}"`;
      const members = this.members(variant, i, children, start.length + name.length);
      return `if(${matches(name)}){p+=${name.length};${members}}`;
    });
    return `if(!(${matches(start)}))throw SURPRISE;p+=${start.length};${branches.join('')}throw SURPRISE;`;
  }

  /** @param passed  how much of the object is behind `p` already: its first field, which is its type */
  private members(
    variant: Variant,
    number: number,
    children: ReadonlyMap<ObjectShape, string>,
    passed = 0,
  ): string {
    const literal = new Literal(variant);
    let code = variant.shape.touched && variant.shape.several ? `t[r+1]=${number};` : '';
    literal.mark('start', -passed);
    if (passed > 0) {
      literal.mark('k0', 1 - passed);
      literal.mark('v0', -variant.type.name.length - 2);
      literal.mark('e0');
    }
    for (const field of variant.fields.slice(passed > 0 ? 1 : 0)) {
      literal.add(field.index === 0 ? '{' : ',');
      literal.mark(`k${field.index}`);
      literal.add(`${JSON.stringify(field.key)}:`);
      literal.mark(`v${field.index}`);
      if (field.leaf === 'typename') literal.add(JSON.stringify(variant.type.name));
      else if (field.leaf === 'string' && isNonNullType(field.type) && field.depth === 0) {
        literal.add('"');
        code += literal.flush() + STRING;
        literal.add('"');
      } else code += literal.flush() + this.value(variant, field, children);
      literal.mark(`e${field.index}`);
    }
    literal.add(variant.fields.length === 0 ? '{}' : '}');
    literal.mark('end');
    return `${code}${literal.flush()}return p;`;
  }

  private value(variant: Variant, field: FieldShape, children: ReadonlyMap<ObjectShape, string>): string {
    const child = field.child?.touched ? variant.slots.get(`c${field.index}`) : undefined;
    const slot = child === undefined ? null : `t[r+${HEADER + child}]`;
    const scan = field.child ? children.get(field.child)! : null;
    const code = this.nonNull(getNullableType(field.type), field, slot, scan);
    if (isNonNullType(field.type)) return code;
    return `if(b[p]===110){p=nullTail(b,p);${slot ? `${slot}=0;` : ''}}else{${code}}`;
  }

  private nonNull(
    type: GraphQLOutputType,
    field: FieldShape,
    slot: string | null,
    scan: string | null,
  ): string {
    if (isListType(type)) return this.list(type, field, slot, scan);
    if (scan) return `${slot ? `${slot}=t[0];` : ''}p=${scan}(b,d,t,p);`;
    switch (field.leaf) {
      case 'enum':
        return `p=${this.enumeration(field.named as GraphQLEnumType)}(b,d,p);`;
      case 'string':
        return `if(b[p]!==34)throw SURPRISE;p++;${STRING}p++;`;
      case 'int':
        return INT;
      case 'float':
        return 'p=number(b,p);';
      case 'boolean':
        return 'p=boolean(b,p);';
      default:
        return 'p=custom(b,p);';
    }
  }

  /** Items that are objects are linked through their records; a list of lists has a record per inner list. */
  private list(
    type: GraphQLList<GraphQLOutputType>,
    field: FieldShape,
    slot: string | null,
    scan: string | null,
  ): string {
    const item = getNullableType(type.ofType);
    let one = this.nonNull(item, field, null, scan);
    let start = '';
    if (slot) {
      const [last, record] = [this.variable(), this.variable()];
      start = `${slot}=0;let ${last}=0;`;
      one = isListType(item)
        ? `t[0]=${record}+${HEADER};t[${record}]=0;${this.nonNull(item, field, `t[${record}+2]`, scan)}`
        : one;
      one = `const ${record}=t[0];${one}if(${last}===0)${slot}=${record};else t[${last}]=${record};${last}=${record};`;
    }
    const nullable = isNonNullType(type.ofType) ? one : `if(b[p]===110)p=nullTail(b,p);else{${one}}`;
    return (
      `if(b[p]!==91)throw SURPRISE;${start}if(b[p+1]===93)p+=2;else for(;;){p++;${nullable}` +
      'const c=b[p];if(c===44)continue;if(c!==93)throw SURPRISE;p++;break;}'
    );
  }

  /** The names clients may see. Another one is for the general path to refuse. */
  private enumeration(type: GraphQLEnumType): string {
    const names = type.getValues().filter((value) => !isInaccessible(value));
    const tests = names.map(({ name }) => `if(${matches(`${name}"`)})return p+${name.length + 1};`);
    return this.script.define('b,d,p', [`if(b[p++]!==34)throw SURPRISE;${tests.join('')}throw SURPRISE;`]);
  }

  private variable(): string {
    return `v${++this.variables}`;
  }
}

/** Takes room on the tape for a record and links it to its chain. */
function record(shape: ObjectShape): string {
  if (!shape.touched) return '';
  const take = `const r=t[0];t[0]=r+${recordSize(shape)};t[r]=0;`;
  if (shape.chain < 0) return take;
  const head = chainHead(shape.chain);
  return `${take}{const h=t[${head}];if(h===0)t[${head}]=r;else t[t[${head + 1}]+2]=r;t[${head + 1}]=r;t[r+2]=0;}`;
}

/**
 * The most ints a tape can need per byte of a body. Bounded here, so that no scanner checks for room; a store
 * beyond the end of a typed array is ignored by the engine, so even an error here could not corrupt memory.
 */
export function tapeRatio(shapes: readonly ObjectShape[]): number {
  let ratio = 0.5;
  for (const shape of shapes) {
    if (!shape.touched) continue;
    const shortest = Math.min(...shape.variants.map(shortestText));
    ratio = Math.max(ratio, recordSize(shape) / shortest);
    for (const { depth, child } of shape.variants.flatMap((variant) => variant.fields)) {
      if (depth > 1 && child?.touched) ratio = Math.max(ratio, HEADER / '[]'.length);
    }
  }
  return ratio;
}

/** `{}`, and per field a key in quotes, a colon and one byte at least; the bytes of a child are the child's. */
function shortestText({ fields }: Variant): number {
  return fields.reduce((length, field) => length + field.key.length + (field.child ? 3 : 4), 2);
}

/** Known bytes that have not been compared yet, and the slots whose places are among them. */
class Literal {
  private text = '';
  private marks: [slot: number, offset: number][] = [];

  constructor(private readonly variant: Variant) {}

  add(text: string): void {
    this.text += text;
  }

  mark(name: string, offset = 0): void {
    const slot = this.variant.slots.get(name);
    if (slot !== undefined) this.marks.push([HEADER + slot, this.text.length + offset]);
  }

  flush(): string {
    const compare = this.text && `if(!(${matches(this.text)}))throw SURPRISE;`;
    const store = this.marks.map(([slot, offset]) => `t[r+${slot}]=p${offset < 0 ? offset : `+${offset}`};`);
    const code = `${compare}${store.join('')}${this.text && `p+=${this.text.length};`}`;
    this.text = '';
    this.marks = [];
    return code;
  }
}
