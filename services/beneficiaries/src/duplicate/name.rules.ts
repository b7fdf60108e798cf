/** Words before a name that are no part of it; a single letter only where more than one word follows. */
const TITLES: ReadonlySet<string> = new Set(
  (
    'bapak bpk pak ibu bu sdr sdri saudara saudari tuan tn nyonya ny nona mas mbak haji hajah hajjah hj kh kyai kiai ' +
    'ustadz ustad ust ustadzah raden rr dr drs dra ir prof alm almh'
  ).split(' '),
);
const LETTER_TITLES: ReadonlySet<string> = new Set(['h', 'p', 'r']);

/** One name in a dozen spellings. */
const MUHAMMAD = /^(m(u|o)(h|ch|kh)?am+ad|m(u|o)(h|ch|kh)am+(e|a)d|moh|moch|mokh|mohd|much|muh|mhd|mhmd)$/;

/** Before and after the spelling reforms of 1947 and 1972, and what ears do not tell apart; in this order. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/oe/g, 'u'],
  [/tj/g, 'c'],
  [/dj/g, 'j'],
  [/nj/g, 'ny'],
  [/sj|sh/g, 'sy'],
  [/kh|ch/g, 'h'],
  [/dh/g, 'd'],
  [/th/g, 't'],
  [/bh/g, 'b'],
  [/v/g, 'f'],
  [/(\p{L})\1+/gu, '$1'],
];

/**
 * A name as it is compared: without titles and degrees, in one spelling.
 *
 * @returns its words in order; none for what has no letter
 */
export function wordsOf(name: string): string[] {
  const [withoutDegrees = ''] = name.split(',');
  const plain = withoutDegrees.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain
    .split(/[^\p{L}']+/u)
    .map((word) => word.replaceAll("'", ''))
    .filter(Boolean);
  while (words.length > 1 && isTitle(words)) words.shift();
  return words.map((word, at) =>
    at === 0 && word === 'm' && words.length > 1 ? 'muhamad' : inOneSpelling(word),
  );
}

function isTitle([word = '', ...rest]: readonly string[]): boolean {
  return TITLES.has(word) || (LETTER_TITLES.has(word) && rest.length > 0);
}

function inOneSpelling(word: string): string {
  if (MUHAMMAD.test(word)) return 'muhamad';
  return SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), word);
}

/**
 * How alike two names are, by their words, 0 to 1: 1 for the same words in any order, 0.8 when one has all the words of the other and
 * more, else by the pairs of letters they share.
 */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  if (few.every((word) => many.includes(word))) {
    if (few.length === many.length) return 1;
    return few.some((word) => word.length > 3) ? 0.8 : 0;
  }
  return sharedPairs(a.join(' '), b.join(' '));
}

/** Sørensen and Dice's measure over pairs of letters. */
function sharedPairs(one: string, other: string): number {
  const pairs = (text: string) => Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
  const [a, b] = [pairs(one), pairs(other)];
  if (a.length + b.length === 0) return 0;
  const left = [...b];
  const shared = a.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (a.length + b.length);
}
