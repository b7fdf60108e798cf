import { expect } from '@jest/globals';
import { eventually } from '@lindungi/cli';
import type { Role } from '@lindungi/tenancy';
import type { Answered } from './asking';
import type { Ids } from './ids';
import type { Matrix } from './matrix';
import type { Asker } from './people';
import { STIRS, stir, thingOf } from './stirs';
import { type Listening, listen } from './streams';

/** Somebody who watches something, at one door. */
export interface Watching extends Omit<Answered, 'text'> {
  stream: Listening;
}

/** What comes after the last of those who may hear it has heard it, comes within this time. */
const LATER_MS = 400;

/** Every subscription, at both of its doors. */
export const subscriptionsOf = ({ questions }: Matrix) =>
  questions.filter(({ question }) => question.kind === 'subscription');

/** Whether somebody without a part in it may hear of it. */
export const mayHear = (root: string, { roles }: Asker): boolean => {
  const by: readonly Role[] | 'EVERYBODY' = STIRS[root]?.heardBy ?? [];
  return by === 'EVERYBODY' || roles.some((role) => by.includes(role));
};

/** Each of them watches everything that can be watched, of Semarang's ids and of ids that nobody has. */
export function watchAll({ lindungi, book, ...it }: Matrix, askers: readonly Asker[]): Watching[] {
  return subscriptionsOf({ lindungi, book, ...it }).flatMap(({ door, question }) =>
    askers.flatMap((asker) =>
      (question.takesId ? (['foreign', 'absent'] as const) : (['foreign'] as const)).map((which) => ({
        ...{ door, question, asker, which },
        stream: listen(lindungi.house, door, asker, book.filled(question.text, which, 'none')),
      })),
    ),
  );
}

/** Whose a thing is, or an officer of the city where it is nobody's, watches it straight at its subgraph. */
export async function watchAsOwners(
  it: Matrix,
  asked: (text: string, question: Answered['question']) => string = (text) => text,
): Promise<Watching[]> {
  const { db, semarang, insider, lindungi, book } = it;
  const all: Watching[] = [];
  for (const { door, question } of subscriptionsOf(it)) {
    if (door === 'gateway') continue;
    const { donorId } = await thingOf(db, semarang.city.code, question.root);
    const asker = donorId ? donorWithId(insider, donorId) : insider;
    const which: keyof Ids = 'foreign';
    const query = asked(book.filled(question.text, which, 'none'), question);
    const stream = listen(lindungi.house, door, asker, query);
    all.push({ door, question, asker, which, stream });
  }
  const answers = await begun(all);
  expect(answers.filter(({ text }) => !text.startsWith('200 {"data":{'))).toEqual([]);
  return all;
}

const donorWithId = (asker: Asker, subject: string): Asker => ({
  ...asker,
  name: 'the donor whose it is',
  roles: ['DONOR'],
  bearer: { ...asker.bearer, subject, roles: ['DONOR'] },
});

/** What each heard first. */
export const begun = (all: readonly Watching[]): Promise<Answered[]> =>
  Promise.all(all.map(async (one) => ({ ...one, text: `200 ${await one.stream.first}` })));

/**
 * Something of every kind happens in Semarang.
 *
 * @param hearers  who must hear it
 * @param all      who must hear nothing unless they are among them
 * @param besides  what happens there as well
 * @returns who did not, and who did
 */
export async function happens(
  it: Matrix,
  hearers: readonly Watching[],
  all: readonly Watching[] = [],
  besides: (it: Matrix) => Promise<void> = async () => {},
): Promise<string[]> {
  const count = () => new Map([...hearers, ...all].map((one) => [one, one.stream.heard.length]));
  const before = count();
  const more = (one: Watching) => one.stream.heard.length - (before.get(one) ?? 0);
  await besides(it);
  await stir(it.db, it.semarang.city.code);
  await eventually(
    async () => hearers.filter((one) => more(one) === 0).length,
    (deaf) => deaf === 0,
    8_000,
  ).catch(() => undefined);
  await new Promise((later) => setTimeout(later, LATER_MS));
  const name = ({ door, question, asker }: Watching) => `${door}: ${question.root}, watched by ${asker.name}`;
  return [
    ...hearers.filter((one) => more(one) === 0).map((one) => `${name(one)}, hears nothing`),
    ...all
      .filter((one) => !hearers.includes(one) && more(one) > 0)
      .map((one) => `${name(one)}, hears ${one.stream.heard.at(-1)?.slice(0, 200)}`),
  ];
}

export const stop = (all: readonly Watching[]) => Promise.all(all.map(({ stream }) => stream.stop()));
