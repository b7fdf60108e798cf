/** Eleven digits and more, as people write them: a KPJ has eleven, a NIK sixteen. */
const NUMBER = /(?:\d[\s.-]*){11,}/g;

/** Boxes of the forms that take a number of a person. */
const NUMBER_BOXES: ReadonlySet<string> = new Set(['nik', 'kpj', 'phone']);

/** Whether a text that will be kept has a NIK or a KPJ in it, whole or longer, however it is spaced. */
export function holdsNumber(text: string): boolean {
  return text.search(NUMBER) >= 0;
}

/** The text without such numbers. */
export function hideNumbers(text: string): string {
  return text.replace(NUMBER, '…');
}

/** The text without a person's name: what an officer types into a reason outlives the person's data. */
export function hideName(text: string, name: string): string {
  const words = name.split(/[^\p{L}\p{M}]+/u).filter((word) => word.length >= 3);
  return words.reduce(
    (all, word) => all.replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'giu'), '…'),
    text,
  );
}

/**
 * A request without the numbers in it: a keyed mark stands for each, so that the same request is known again, the
 * corrected one is another, and no number can be guessed from what is kept.
 *
 * @param mark  keyed, and equal for equal texts only
 */
export function markNumbers(input: unknown, mark: (text: string) => string): unknown {
  if (Array.isArray(input)) return input.map((each) => markNumbers(each, mark));
  if (typeof input !== 'object' || input === null || input instanceof Date) return input;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) =>
      NUMBER_BOXES.has(name) && typeof value === 'string'
        ? [name, mark(`${name} ${value}`)]
        : [name, markNumbers(value, mark)],
    ),
  );
}
