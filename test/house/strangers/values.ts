export interface Column {
  name: string;
  /** As Postgres calls it: `timestamp with time zone`. */
  type: string;
  nullable: boolean;
  /** It has a default, or is made by the database. */
  given: boolean;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A column whose name is a plural holds a list. */
const JSON_VALUES = [`'{"words": "Baris uji"}'`, `'[{"words": "Baris uji"}]'`];

const BY_TYPE: readonly [RegExp, readonly string[]][] = [
  [/\[\]$/, [`'{}'`, `'{2026-12}'`]],
  [/^uuid$/, ['gen_random_uuid()']],
  [/^(smallint|integer|bigint|numeric)$/, ['1', '2', '0', '50']],
  [/^boolean$/, ['true', 'false']],
  [/^timestamp/, ['now()', `now() + interval '1 day'`, `now() - interval '1 day'`]],
  [/^date$/, ['current_date', 'current_date + 3', 'current_date - 3']],
  [/^bytea$/, [`sha256('1')`]],
];

/**
 * SQL values that a column may take, the likeliest first and null, where it may be null, last: words and numbers that a
 * check names, something of the form that a pattern asks, else something of its type.
 *
 * @param checks  the table's check constraints, as Postgres prints them
 */
export function candidatesFor({ name, type, nullable }: Column, checks: string): string[] {
  const isText = /^(text|character varying)$/.test(type);
  const named = namedBy(name, checks, isText);
  const usual = isText ? textsFor(name, checks) : otherThanText(name, type);
  return [...named, ...usual, ...(nullable ? ['null'] : [])];
}

function otherThanText(name: string, type: string): readonly string[] {
  if (/^jsonb?$/.test(type)) return name.endsWith('s') ? JSON_VALUES.toReversed() : JSON_VALUES;
  return BY_TYPE.find(([kind]) => kind.test(type))?.[1] ?? ['default'];
}

/** What a check compares the column with: `state = ANY (ARRAY['A'::text, …])`, `row > 1`. */
function namedBy(name: string, checks: string, isText: boolean): string[] {
  const lists = [...checks.matchAll(new RegExp(`\\b${name} = ANY \\(\\(?ARRAY\\[([^\\]]*)\\]`, 'g'))];
  const single = [...checks.matchAll(new RegExp(`\\b${name} (?:=|<>|>=?) ('[^']*'|\\d+)`, 'g'))];
  const found = [...lists, ...single].map(([, text = '']) => text).join(',');
  if (isText) return [...new Set([...found.matchAll(/'([^']*)'/g)].map(([, word = '']) => literal(word)))];
  return [
    ...new Set([...found.matchAll(/\d+/g)].flatMap(([number]) => [number, String(Number(number) + 1)])),
  ];
}

function textsFor(name: string, checks: string): string[] {
  const patterns = [...checks.matchAll(new RegExp(`\\b${name} ~ '([^']*)'`, 'g'))];
  const fitting = patterns.map(([, pattern = '']) => literal(fits(pattern)));
  return [...fitting, literal('Baris yang dibuat uji'), literal('2026-12')];
}

/** The first text that a plain pattern allows: classes, groups, counts. */
function fits(pattern: string): string {
  const first = pattern.replace(/^\^|\$$/g, '');
  let text = '';
  for (let rest = first; rest; ) {
    const [part = '', group, set, escaped, count] =
      /^(?:\(([^()]*)\)|\[([^\]]*)\]|\\(.)|.)(\{\d+(?:,\d*)?\}|[+*?])?/.exec(rest) ?? [];
    const one =
      group !== undefined
        ? fits(group.split('|')[0] ?? '')
        : set !== undefined
          ? (set[0] ?? '')
          : charOf(escaped, part);
    text += one.repeat(timesOf(count));
    rest = rest.slice(part.length || 1);
  }
  return text;
}

const charOf = (escaped: string | undefined, part: string): string =>
  escaped === undefined ? (part[0] ?? '') : ({ d: '1', w: 'a', s: ' ' }[escaped] ?? escaped);

function timesOf(count: string | undefined): number {
  if (count === undefined || count === '+') return 1;
  return count === '*' || count === '?' ? 0 : Number(/\d+/.exec(count)?.[0]);
}
