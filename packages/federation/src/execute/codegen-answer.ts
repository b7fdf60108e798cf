import { matches } from './codegen';
import type { Scanners } from './codegen-scan';
import { Unsupported } from './deviation';
import type { Unit } from './program-units';

/** `{"data":…}`, at most with `extensions` behind it. */
export function scanBody(unit: Unit, scanners: Scanners): string {
  const data = unit.root ? `p=${scanners.scanner(unit.root)}(b,d,t,p);` : entities(unit, scanners);
  const extensions = ',"extensions":';
  return (
    `let p=0;if(!(${matches('{"data":')}))throw SURPRISE;p=8;${data}u.dataEnd=p;` +
    `if(b[p]===44){if(!(${matches(extensions)}))throw SURPRISE;p=anything(b,p+${extensions.length});}` +
    'if(b[p]!==125||p+1!==b.length)throw SURPRISE;'
  );
}

/** As many entities as there were representations, each null or of its representation's type. */
function entities({ groups }: Unit, scanners: Scanners): string {
  const lists = groups.map((group, i) => {
    const opening = `${i === 0 ? '{' : ','}${JSON.stringify(group.alias)}:[`;
    const cases = group.table.classes.map((name, k) => {
      const shape = group.shapes.get(name);
      if (!shape) throw new Unsupported('a representation of an unexpected type');
      return `case ${k}:t[e+i]=t[0];p=${scanners.scanner(shape)}(b,d,t,p);break;`;
    });
    return (
      `{const {count,classes}=u.tables[${i}],e=t[0];u.entries[${i}]=e;t[0]=e+count;` +
      `if(!(${matches(opening)}))throw SURPRISE;p+=${opening.length};` +
      'for(let i=0;i<count;i++){if(b[p]===110){p=nullTail(b,p);t[e+i]=0;}' +
      `else switch(classes[i]){${cases.join('')}default:throw SURPRISE;}` +
      'if(i<count-1&&b[p++]!==44)throw SURPRISE;}if(b[p++]!==93)throw SURPRISE;}'
    );
  });
  return `${lists.join('')}if(b[p++]!==125)throw SURPRISE;`;
}
