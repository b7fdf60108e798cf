/** What may be done to a body on its way, by name. `at` is any number; the same one does the same. */
export type Harm = (body: string, at: number) => string;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const reversed = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, it]) => [key, reversed(it)]),
  );
};

const NUMBERS = [
  '1e400',
  '-0',
  '1.0',
  '9007199254740993',
  '01',
  '1e2',
  '2147483648',
  '"7"',
  'true',
  '1E+2',
  '0.10',
];

/** Replaces the match whose number `at` chooses. */
function one(body: string, pattern: RegExp, at: number, by: (match: RegExpMatchArray) => string): string {
  const matches = [...body.matchAll(pattern)];
  const match = matches[at % Math.max(1, matches.length)];
  if (!match) return body;
  return body.slice(0, match.index) + by(match) + body.slice(match.index + match[0].length);
}

const STRING_VALUE = /"((?:[^"\\]|\\.)*)"(?=[,}\]])/g;

export const harms: Readonly<Record<string, Harm>> = {
  none: (body) => body,
  pretty: (body) => JSON.stringify(JSON.parse(body), null, 1),
  spaces: (body) => body.replaceAll('":', '": '),
  'keys in another order': (body) => JSON.stringify({ data: reversed(JSON.parse(body).data) }),
  'extensions behind': (body) => `${body.slice(0, -1)},"extensions":{"cost":[1,"x",{"errors":null}]}}`,
  'extensions before': (body) => `{"extensions":{},${body.slice(1)}`,
  'errors behind': (body) => `${body.slice(0, -1)},"errors":[{"message":"boom","path":["_entities",0]}]}`,
  'errors before': (body) => `{"errors":[{"message":"boom"}],${body.slice(1)}`,
  'no data': () => '{"data":null}',
  nothing: () => '',
  'a list': () => '[]',
  'byte order mark': (body) => `\ufeff${body}`,
  'cut off': (body, at) => body.slice(0, at % body.length),
  'more behind': (body) => `${body}}`,
  'a character gone': (body, at) => body.slice(0, at % body.length) + body.slice((at % body.length) + 1),
  'a character more': (body, at) => {
    const i = at % body.length;
    return body.slice(0, i) + '"\\{}[],:0-eE.tnu \u0001'[at % 18] + body.slice(i);
  },
  'another number': (body, at) =>
    one(body, /(?<=[:[,])-?\d[\d.e+-]*/g, at, () => NUMBERS[at % NUMBERS.length]!),
  'another separator': (body, at) => one(body, /[,:]/g, at, () => ';'),
  'null for a value': (body, at) =>
    one(body, /(?<=[:[,])("(?:[^"\\]|\\.)*"|\d+|\{[^{}]*\}|\[\])(?=[,}\]])/g, at, () => 'null'),
  'an escape too many': (body, at) => one(body, STRING_VALUE, at, () => '"\\u0041"'),
  'an escaped pair': (body, at) => one(body, STRING_VALUE, at, () => '"\\ud83d\\ude00"'),
  'another type': (body, at) =>
    one(
      body,
      /"__typename":"\w+"/g,
      at,
      () => `"__typename":"${['Nope', 'Gift', 'Product', 'Thing'][at % 4]}"`,
    ),
  'another enum value': (body) => body.replace('"SOLD_OUT"', '"SECRET"'),
  'a key twice': (body) => body.replace('"id":', '"id":"zz","id":'),
  'a key more': (body, at) => one(body, /\{"/g, at, () => '{"zzz":1,"'),
  __proto__: (body) => body.replace('"name":', '"__proto__":'),
  'a list too short': (body) => body.replace(/,[^,]*\]\}\}$/, ']}}'),
};
