import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, SERVICES } from '@lindungi/cli';
import { type Answered, isOfOneRole } from './strangers/asking';
import { cursorCases } from './strangers/cursors';
import { endedCases } from './strangers/ended';
import { FIELDS } from './strangers/fields';
import { fileCases } from './strangers/files';
import { ask, type Matrix, matrix } from './strangers/matrix';
import type { Asker } from './strangers/people';
import type { Question } from './strangers/questions';
import {
  columnsIn,
  defects,
  differences,
  leaksIn,
  linesMissing,
  unkept,
  unseen,
  wronglyAsked,
} from './strangers/verdicts';
import { atRest, fingerprint, muteCities, switchOffRowSecurity } from './strangers/walls';
import { watchingCases } from './strangers/watching';
import { workCases } from './strangers/work';

let it: Matrix;
const kind = (wanted: Question['kind']) => it.questions.filter(({ question }) => question.kind === wanted);

beforeAll(async () => {
  it = await matrix();
}, 180_000);
afterAll(async () => it?.[Symbol.asyncDispose](), 30_000);

describe('the matrix is whole', () => {
  test('every table of Semarang has a row', () => {
    expect([...it.empty].map(([table, said]) => linesMissing.row(table, said))).toEqual([]);
  });

  test('every column that holds words has a canary, or a reason to have none', () => {
    expect([...it.planted.unlisted].map(([column, said]) => linesMissing.column(column, said))).toEqual([]);
    expect(it.planted.stale.map(linesMissing.staleColumn)).toEqual([]);
    expect(it.planted.columns.length).toBeGreaterThan(90);
  });

  test('every argument of type ID is sent an id that Semarang has', () => {
    expect([...it.book.unknown].map(linesMissing.id)).toEqual([]);
  });

  test('every line of fields.ts is of a field', () => {
    const there = new Set(it.questions.map(({ question }) => question.root));
    expect(Object.keys(FIELDS).filter((field) => !there.has(field))).toEqual([]);
  });
});

describe('somebody of Palangka Raya, at the gateway and straight at each subgraph', () => {
  test.each([
    ['every query', () => askForeigners(kind('query'))],
    ['every entity, by each of its keys', () => ask(it, it.entities, it.foreigners)],
  ])(
    'learns nothing of Semarang by %s; what it has is as absent as what nobody has',
    async (_, asking) => {
      const answers = await asking();
      expect(answers.length).toBeGreaterThan(100);
      expect(defects(answers)).toEqual([]);
      expect(leaksIn(it, answers)).toEqual([]);
      expect(differences(it, answers)).toEqual([]);
    },
    180_000,
  );

  test('changes nothing of Semarang by any mutation, and learns nothing by it either', async () => {
    const before = await atRest(it.db, '3374');
    const answers = await askForeigners(kind('mutation'));
    expect([
      ...defects(answers),
      ...leaksIn(it, answers),
      ...differences(it, answers),
      ...wronglyAsked(answers.filter(isOfOneRole)),
    ]).toEqual([]);
    expect(await fingerprint(it.db, '3374')).toEqual(before);
  }, 180_000);
});

const everyRoleAndNone = () => it.foreigners.filter(({ roles }) => roles.length !== 1);

/**
 * At the gateway each of them, straight at a subgraph who has every role and who has none. Whose role is barred is not
 * asked twice: they do not come as far as the id.
 */
async function askForeigners(questions: Matrix['questions']): Promise<Answered[]> {
  const [atGateway = [], straight = []] = [true, false].map((wanted) =>
    questions.filter(({ door }) => (door === 'gateway') === wanted),
  );
  const answers = await ask(it, straight, everyRoleAndNone());
  for (const asker of it.foreigners) {
    const barred = atGateway.filter(({ question }) => isBarred(question.root, asker));
    const open = atGateway.filter((one) => !barred.includes(one));
    answers.push(...(await ask(it, barred, [asker], ['foreign'])), ...(await ask(it, open, [asker])));
  }
  return answers;
}

const isBarred = (root: string, { roles }: Asker): boolean => {
  const by = FIELDS[root];
  return typeof by === 'object' && !roles.some((role) => by.includes(role));
};

describe('somebody of Semarang who has no part in it: another agency, another kecamatan, no pledge', () => {
  test('is let in and sees as fields.ts and sees.ts say, no less and no more', async () => {
    const answers = await ask(it, kind('query'), it.neighbours, ['foreign']);
    const entities = await ask(it, it.entities, it.neighbours, ['foreign']);
    const all = [...answers, ...entities];
    // All at once, so that whoever added much is told all of it by one run.
    expect([
      ...defects(all),
      ...wronglyAsked(answers.filter(isOfOneRole)),
      ...unseen(all),
      ...unkept(all),
    ]).toEqual([]);
  }, 180_000);

  test('with a role that a mutation is not for, is refused and changes nothing', async () => {
    const before = await atRest(it.db, '3374');
    const answers: Answered[] = [];
    for (const asker of it.neighbours) {
      const barred = kind('mutation').filter(({ question }) => isBarred(question.root, asker));
      answers.push(...(await ask(it, barred, [asker], ['foreign'])));
    }
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.filter(({ text }) => !/"code":"(FORBIDDEN|UNAUTHENTICATED)"/.test(text))).toEqual([]);
    expect(await fingerprint(it.db, '3374')).toEqual(before);
  }, 180_000);
});

describe('who watches', () => watchingCases(() => it));

describe('a token that has ended, and none', () => endedCases(() => it));

describe('a place in the events of another city', () => cursorCases(() => it));

describe('addresses of files', () => fileCases(() => it));

describe('the work behind an answer', () => workCases(() => it));

test('no canary is in any line that a process has logged', () => {
  const folder = it.lindungi.house.logs;
  const logs = readdirSync(folder).filter((file) =>
    /^(gateway|donors|beneficiaries|billing|benefits)\.log/.test(file),
  );
  expect(logs.length).toBe(SERVICES.length + 1);
  expect(logs.flatMap((file) => columnsIn(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
});

describe('and the matrix can see', () => {
  let lists: Matrix['questions'];
  const shown = (answers: readonly Answered[]) => [
    ...new Set(answers.filter(({ text }) => columnsIn(text).length > 0).map(({ question }) => question.root)),
  ];

  test('somebody of Semarang with all roles is shown canaries by more than ten lists', async () => {
    lists = kind('query').filter(({ door, question }) => door === 'gateway' && question.isList);
    const full = new Set(shown(await ask(it, lists, [it.insider], ['foreign'])));
    lists = lists.filter(({ question }) => full.has(question.root));
    expect(full.size).toBeGreaterThan(10);
  });

  test('with row security off, the services still name their city in every statement', async () => {
    await switchOffRowSecurity(it.db);
    const straight = kind('query').filter(({ door }) => door !== 'gateway');
    const answers = await ask(it, [...lists, ...straight, ...it.entities], everyRoleAndNone(), ['foreign']);
    expect(shown(answers)).toEqual([]);
  }, 180_000);

  test('with neither wall standing, most lists leak, and are seen to', async () => {
    await muteCities(it.db);
    const leaking = await eventually(
      async () => shown(await ask(it, lists, it.foreigners, ['foreign'])),
      (all) => all.length > 0,
    );
    const all = new Set(lists.map(({ question }) => question.root));
    expect(leaking.length).toBeGreaterThanOrEqual(Math.ceil(all.size * 0.75));
    const found = await ask(it, it.entities, it.foreigners);
    expect(leaksIn(it, found)).not.toEqual([]);
    expect(differences(it, found)).not.toEqual([]);
  }, 180_000);
});
