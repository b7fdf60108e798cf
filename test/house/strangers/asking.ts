import { type House, post, type ServiceName } from '@lindungi/cli';
import { straight } from '../../support/straight';
import type { IdBook, Ids } from './ids';
import type { Asker } from './people';
import type { Question } from './questions';

/** Where a question is asked: at the front door, or at a service's own port. */
export type Door = 'gateway' | ServiceName;

export interface Answered {
  door: Door;
  question: Question;
  asker: Asker;
  which: keyof Ids;
  /** What was answered, its status first. */
  text: string;
}

/** At once; the house and the test share a machine. */
const AT_ONCE = 8;

let asked = 0;

/** Asks everything, a few at a time, in no order that matters. */
export async function askAll(
  house: House,
  book: IdBook,
  wanted: readonly Omit<Answered, 'text'>[],
): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  const worker = async () => {
    for (let it = wanted[next++]; it; it = wanted[next++]) {
      const key = `asing-${String(++asked).padStart(6, '0')}`;
      const query = book.filled(it.question.text, it.which, key);
      answers.push({ ...it, text: await askOne(house, it, query) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

/** A plan that took too long, a service that did not answer in time: asked again, it is the machine that was busy. */
export const BUSY = /takes too long to plan|"code":"DEGRADED"/;
export const ASKED_AGAIN = 5;

async function askOne(house: House, { door, asker }: Omit<Answered, 'text'>, query: string): Promise<string> {
  for (let left = ASKED_AGAIN; ; left--) {
    const { status, text } =
      door === 'gateway'
        ? await post(asker.visitor, query)
        : await straight(house, door, asker.bearer, query);
    if (left === 0 || !BUSY.test(text)) return `${status} ${text}`;
  }
}

/** Whether somebody has one role or none, so that what is answered is answered to that role. */
export const isOfOneRole = ({ asker }: Pick<Answered, 'asker'>) => asker.roles.length <= 1;

/** The code of the field's own error, if there is one. */
export function codeOf({ text, question }: Answered): string | undefined {
  const { errors } = JSON.parse(text.slice(4)) as {
    errors?: { path?: (string | number)[]; extensions?: { code?: string } }[];
  };
  const own = errors?.find(({ path }) => !path || (path.length === 1 && path[0] === question.field));
  return own && (own.extensions?.code ?? 'NO_CODE');
}

/** Whether an answer says nothing: null, false, no edges, no rows. */
export function isHollow({ text, question }: Answered): boolean {
  const { data } = JSON.parse(text.slice(4)) as { data?: Record<string, unknown> | null };
  return hollow(data?.[question.field]);
}

function hollow(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.every(hollow);
  if (typeof value === 'object') return Object.values(value).every(hollow);
  return false;
}

/** An answer without what may differ between two that say the same: ids, times, counted numbers. */
export function sameness(answer: string, sent: readonly string[]): string {
  const without = sent.reduce((text, id) => (id ? text.replaceAll(id, 'ID') : text), answer);
  return without
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/asing-\d{6}/g, 'KEY')
    .replace(/\b([A-Z]+-\d{4}-)(\d{6}-)?\d{6}\b/g, '$1NUMBER');
}
