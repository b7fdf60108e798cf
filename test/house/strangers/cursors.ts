import { expect, test } from '@jest/globals';
import type { Answered } from './asking';
import { ask, type Matrix } from './matrix';
import type { Asker } from './people';
import { stir } from './stirs';
import { listen } from './streams';
import { columnsIn, leaksIn } from './verdicts';
import { begun, mayHear, stop, subscriptionsOf, type Watching, watchAsOwners } from './watchers';

/** Places in Semarang's events, shown by others as where they wish to go on from. */
export function cursorCases(matrix: () => Matrix): void {
  let places: Map<string, string>;

  test('is kept by those of Semarang, who go on from there', async () => {
    const it = matrix();
    const owners = await watchAsOwners(it);
    places = new Map(owners.map((one) => [one.question.root, cursorIn(one)]));
    await stop(owners);
    await stir(it.db, it.semarang.city.code);
    const again = await watchAsOwners(it, (text, { root }) => after(text, places.get(root) ?? ''));
    expect(again.filter(({ stream }) => !/"gap":null/.test(stream.heard[0] ?? ''))).toEqual([]);
    await stop(again);
  }, 60_000);

  test('is no place at all in Palangka Raya: the same as one that nobody gave out', async () => {
    const it = matrix();
    const foreign = watchFrom(it, it.foreigners, (root) => places.get(root) ?? '');
    const forged = watchFrom(it, it.foreigners, (root) => forge(places.get(root) ?? ''));
    const [shown, made] = [await begun(foreign), await begun(forged)];
    expect(shown.filter(({ text }) => !/"errors":\[/.test(text)).map(said)).toEqual([]);
    expect(shown.map(said)).toEqual(made.map(said));
    expect(shown.some(({ text }) => text.includes('CURSOR_REFUSED'))).toBe(true);
    await stop([...foreign, ...forged]);
  }, 60_000);

  test('tells others of Semarang nothing that they may not hear', async () => {
    const it = matrix();
    const all = watchFrom(it, it.neighbours, (root) => places.get(root) ?? '');
    const answers = (await begun(all)).filter(({ question, asker }) => !mayHear(question.root, asker));
    const nothing = (text: string) => text === '200 silence' || /"errors":\[/.test(text);
    expect(answers.filter(({ text }) => !nothing(text) || columnsIn(text).length > 0).map(said)).toEqual([]);
    await stop(all);
  }, 60_000);

  test('and the end of a page of Semarang leads on in no list of Palangka Raya', async () => {
    const it = matrix();
    const lists = it.questions.filter(({ door, question }) => door === 'gateway' && isPaged(question.text));
    // Of one row each, so that something follows.
    const short = lists.map(({ door, question }) => ({
      door,
      question: { ...question, text: withArgument(question.text, 'first: 1') },
    }));
    const pages = await ask(it, short, [it.insider], ['foreign']);
    const onwards = pages.flatMap(({ door, question, text }) => {
      const page = (JSON.parse(text.slice(4)) as Paged).data?.[question.field];
      const place = page?.pageInfo?.endCursor;
      return place
        ? [
            {
              door,
              question: { ...question, text: after(question.text.replace('first: 1', 'first: 20'), place) },
            },
          ]
        : [];
    });
    expect(onwards.length).toBeGreaterThan(10);
    const answers = await ask(it, onwards, it.foreigners, ['foreign']);
    expect(leaksIn(it, answers)).toEqual([]);
    expect(answers.filter(({ text }) => /VALIDATION_FAILED|INTERNAL/.test(text)).map(said)).toEqual([]);
  }, 60_000);
}

interface Paged {
  data?: Record<string, { pageInfo?: { endCursor: string | null } } | null> | null;
}

/** A list that can be gone on with, and this part of its selection has its end. */
const isPaged = (text: string) => /^query \{ \w+(\([^)]*\))? \{.*\bpageInfo \{[^}]*endCursor/.test(text);

function watchFrom(it: Matrix, askers: readonly Asker[], placeOf: (root: string) => string): Watching[] {
  const { lindungi, book } = it;
  return subscriptionsOf(it).flatMap(({ door, question }) =>
    askers.map((asker) => {
      const query = after(book.filled(question.text, 'foreign', 'none'), placeOf(question.root));
      const stream = listen(lindungi.house, door, asker, query);
      return { door, question, asker, which: 'foreign' as const, stream };
    }),
  );
}

/** The same subscription, or list, from there on. */
const after = (text: string, place: string) => withArgument(text, `after: "${place}"`);

const withArgument = (text: string, argument: string) =>
  text.replace(/^((?:subscription|query) \{ \w+)(\(?)/, (_, field, open) =>
    open ? `${field}(${argument}, ` : `${field}(${argument})`,
  );

function cursorIn({ question, stream }: Watching): string {
  const { data } = JSON.parse(stream.heard[0] ?? '{}') as { data: Record<string, { cursor: string }> };
  return data[question.field]?.cursor ?? '';
}

/** Of the same form, and sealed by nobody. */
const forge = (place: string) => `${place.slice(0, -2)}${place.endsWith('AA') ? 'BB' : 'AA'}`;

const said = ({ door, question, asker, text }: Answered) =>
  `${door}: ${question.root}, watched by ${asker.name}: ${text.replace(/"(id|column)":("[\w-]+"|\d+)/g, '"$1":0').slice(0, 300)}`;
