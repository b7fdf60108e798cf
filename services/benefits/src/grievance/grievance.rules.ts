import { createHash } from 'node:crypto';
import { addDays, inForce, type Law, type LocalDate } from '@lindungi/jamsostek';
import { GrievanceWordsRefused } from './grievance.errors';

export const GRIEVANCE_CATEGORIES = [
  'PAYMENT',
  'COVERAGE',
  'CLAIM',
  'CARD',
  'PRIVACY',
  'CONDUCT',
  'OTHER',
] as const;
export type GrievanceCategory = (typeof GRIEVANCE_CATEGORIES)[number];

export const GRIEVANCE_STATES = ['OPEN', 'ANSWERED', 'CLOSED'] as const;
/** CLOSED is an answer after which the city expects no more; its writer may file anew. */
export type GrievanceState = (typeof GRIEVANCE_STATES)[number];

/** Letters of a grievance, and of an answer. */
const LEAST = { grievance: 10, answer: 3 };
const MOST = 2000;

/** What people write, readable and without anybody's number. @throws GrievanceWordsRefused */
export function readWords(typed: string, what: keyof typeof LEAST): string {
  const words = typed.trim().replace(/(?:\d[ .-]?){10,}\d/g, '…');
  if (words.length < LEAST[what] || words.length > MOST || words.includes('\0')) {
    throw new GrievanceWordsRefused(LEAST[what], MOST);
  }
  return words;
}

/**
 * The last day to answer.
 *
 * Source: UU 25/2009 on public services; the number of days is from memory.
 */
export function answerBy(law: Law, filedOn: LocalDate): LocalDate {
  return addDays(filedOn, inForce(law.deadlines.grievanceDays, filedOn).value);
}

/** Without what is easily mistaken: 0 and O, 1 and I and L, U and V. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * A code to follow a grievance by, in groups of four: `K7QD-…`. Sixteen of thirty letters are 78 bits.
 *
 * @param chance  bytes, 40 at least; those that would make some letters likelier than others are passed over
 */
export function codeFrom(chance: Uint8Array): string {
  const fair = [...chance].filter((byte) => byte < LETTERS.length * 8).slice(0, LENGTH);
  if (fair.length < LENGTH) throw new RangeError('More chance is needed for a code.');
  const letters = fair.map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.replace(/.{4}(?!$)/g, '$&-');
}

/** What is kept of a code: nothing gives it back. Typed with or without its hyphens, in any case. */
export function codeHash(city: string, code: string): Buffer {
  const letters = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(`${city}\ngrievance\n${letters}`).digest();
}
