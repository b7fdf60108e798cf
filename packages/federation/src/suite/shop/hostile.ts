import type { Random } from './random';

/** One way in which a subgraph's body may differ from the text a planner would expect. */
export type Change = (body: string, random: Random) => string | Buffer;

const wrongNumbers = [
  '1e400',
  '-0',
  '1.0',
  '9007199254740993',
  '01',
  '1e2',
  '-',
  '1.',
  '2147483648',
  '"7"',
  'true',
  '1E+2',
  '-1e-400',
  '0.1e1',
  '12345678901234567890',
  '+1',
  'NaN',
];
const otherNames = ['Nope', 'Product', 'Brand', 'Gift', 'Warehouse', 'constructor', '__proto__'];

const at = (body: string, random: Random): number => random.below(body.length);
const put = (body: string, where: number, text: string, over = 0): string =>
  body.slice(0, where) + text + body.slice(where + over);

/** One of the places that look so: several at once would hide each other. */
function one(body: string, look: RegExp, random: Random, other: () => string): string {
  const places = [...body.matchAll(look)];
  if (places.length === 0) return body;
  const place = random.pick(places);
  return put(body, place.index, other(), place[0].length);
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, it]) => [key, reversed(it)]),
  );
}

/** All of them by name. Each keeps what it does not mean to hurt, byte for byte. */
export const changes: Readonly<Record<string, Change>> = {
  pretty: (body) => JSON.stringify(JSON.parse(body), null, 1),
  'spaces after colons': (body) => body.replace(/":/g, '": '),
  'keys reversed': (body) => JSON.stringify(reversed(JSON.parse(body))),
  extensions: (body) => `${body.slice(0, -1)},"extensions":{"cost":[1,"x",{"errors":null}]}}`,
  'extensions first': (body) => `{"extensions":{"data":{"a":1}},${body.slice(1)}`,
  'errors last': (body) =>
    `${body.slice(0, -1)},"errors":[{"message":"boom \\"x\\"","path":["_entities",0]}]}`,
  'errors first': (body) => `{"errors":[{"message":"e"}],${body.slice(1)}`,
  'no errors': (body) => `${body.slice(0, -1)},"errors":[]}`,
  'data null': () => '{"data":null}',
  empty: () => '',
  list: () => '[]',
  text: () => '"data"',
  truncated: (body, random) => body.slice(0, at(body, random)),
  'one byte other': (body, random) =>
    put(body, at(body, random), String.fromCharCode(32 + random.below(95)), 1),
  'one byte more': (body, random) => put(body, at(body, random), random.pick([...'"\\{}[],:0-eE.tnu ']), 0),
  'one byte less': (body, random) => put(body, at(body, random), '', 1),
  'control byte': (body, random) => put(body, at(body, random), String.fromCharCode(random.below(32))),
  'a wrong number': (body, random) =>
    one(body, /(?<=[:[,])-?\d[\d.e+-]*/g, random, () => random.pick(wrongNumbers)),
  'a null': (body, random) =>
    one(
      body,
      /(?<=[:[,])("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|\{[^{}]*\})(?=[,}\]])/g,
      random,
      () => 'null',
    ),
  'values of another kind': (body, random) =>
    one(body, /(?<=:)("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null)(?=[,}])/g, random, () =>
      random.pick(['"x"', '7', '0.5', 'true', '{}', '[]', '{"__typename":"Product"}', '[null]', '"NEW"']),
    ),
  'escapes nobody needs': (body) =>
    body.replace(
      /"((?:[^"\\]|\\.)*)"(?!:)/g,
      (_, text: string) =>
        `"${text.replace(/(?<!\\)[g-mo-q]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)}"`,
    ),
  'other __typename': (body, random) =>
    one(body, /(?<="(\w*__typename|tn)":)"\w+"/g, random, () => `"${random.pick(otherNames)}"`),
  'a key twice': (body) => body.replace('"id":', '"id":"zz","id":'),
  'a key too many': (body) => body.replace(/:\{"/, ':{"zzz":1,"'),
  '__proto__ for a key': (body) => body.replace(/"(name|id|label|price)":/, '"__proto__":'),
  '__proto__ too many': (body) => body.replace(/:\{"/, ':{"__proto__":{"polluted":1},"'),
  'keys that are numbers': (body) => body.replace(/\{"(a|b|deep)":/, '{"2":0,"1":0,"$1":'),
  'a list too short': (body) => body.replace(/,[^,]*\]\}\}$/, ']}}'),
  'a list too long': (body) => body.replace(/\]\}\}$/, ',null]}}'),
  'byte order mark': (body) => `\ufeff${body}`,
  'invalid UTF-8': (body, random) => {
    const bytes = Buffer.from(body);
    bytes[random.below(bytes.length)] = 0x80 + random.below(127);
    return bytes;
  },
  'text after the end': (body, random) => body + random.pick(['\n', ' ', '{}', '\u0000', 'x']),
};
