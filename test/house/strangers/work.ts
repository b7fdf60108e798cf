import { expect, test } from '@jest/globals';
import { inventedNik, mutate } from '@lindungi/cli';
import { paperCodeHash } from '@lindungi/tenancy';
import { straight } from '../../support/straight';
import { type Door, sameness } from './asking';
import { FIELDS } from './fields';
import type { Matrix } from './matrix';
import type { Asker } from './people';
import type { Question } from './questions';
import { REACH } from './reach';
import { type Asked, countStatements, statementsOf } from './statements';

type Straight = Exclude<Door, 'gateway'>;

/** Two ways to ask one question: about something that is there, and about something like it that nobody has. */
interface Pair {
  name: string;
  door: Straight;
  asker: Asker;
  there: string;
  absent: string;
}

/** A house does things of its own: what differs is measured again before it is believed. */
const MEASURED = 4;

/** What a stranger would most like to know of. */
const LEAST = [
  'alreadyProtected',
  'coverageCheck',
  'worker',
  'pledge',
  'invoice',
  'verifyReceipt',
  'verifyCard',
].map((field) => `Query.${field}`);

/** The work behind an answer, told by the statements that a service asks: what a clock would tell a patient stranger. */
export function workCases(matrix: () => Matrix): void {
  test("of what Semarang has and of what nobody has, Palangka Raya's questions cost the same statements", async () => {
    const it = matrix();
    await countStatements(it.db);
    const asker = it.foreigners.find(({ roles }) => roles.length > 1)!;
    const pairs = [
      ...(await saidAlike(it, byId(it, [asker], [...it.questions, ...it.entities]))),
      ...(await bySecrets(it, asker)),
    ];
    const names = pairs.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(LEAST));
    expect(pairs.length).toBeGreaterThan(35);
    expect(await unlike(it, pairs)).toEqual([]);
  }, 180_000);

  let alike: Pair[];

  test('somebody of Semarang tells what is there from what nobody has only where reach.ts says', async () => {
    const it = matrix();
    const strangers = it.neighbours.filter(({ roles: [role] }) => role && REACH[role] !== 'WHOLE_CITY');
    const may = byId(it, strangers, it.questions).filter(({ name, asker }) => mayAsk(name, asker));
    alike = await saidAlike(it, may);
    const told = may.filter((pair) => !alike.includes(pair) && !reaches(pair));
    const lines = told.map(
      ({ name, asker }) =>
        `${name}, asked by ${asker.name}: answers otherwise about what nobody has. A leak, or in test/house/strangers/reach.ts the line '${name}' of ${asker.roles[0]}.`,
    );
    expect(lines).toEqual([]);
  }, 180_000);

  test('and where it is said alike, it costs the same', async () => {
    const pairs = alike.filter((pair) => !reaches(pair));
    expect(pairs.length).toBeGreaterThan(15);
    expect(await unlike(matrix(), pairs)).toEqual([]);
  }, 180_000);
}

const reaches = ({ name, asker }: Pair) => asker.roles.some((role) => REACH[role].includes(name));

const mayAsk = (root: string, { roles }: Asker): boolean => {
  const by = FIELDS[root];
  return typeof by === 'object' && roles.some((role) => by.includes(role));
};

/** Everything but subscriptions that takes an id, once for each way to call it. */
function byId(
  { book }: Matrix,
  askers: readonly Asker[],
  questions: readonly { door: Door; question: Question }[],
): Pair[] {
  const once = new Map<string, { door: Straight; question: Question }>();
  for (const { door, question } of questions) {
    if (door === 'gateway' || question.kind === 'subscription' || !question.takesId) continue;
    // Which agencies a city has, is no secret: a name that is none need not be looked up.
    if (book.filled(question.text, 'absent', '').includes(':tidak-ada-di-kota')) continue;
    const call = `${door} ${question.root} ${question.text.match(/\{\{[^}]+\}\}/g)?.join()}`;
    if (!once.has(call)) once.set(call, { door, question });
  }
  return [...once.values()].flatMap(({ door, question }) =>
    askers.map((asker) => ({
      ...{ name: question.root, door, asker },
      there: book.filled(question.text, 'foreign', 'work-there'),
      absent: book.filled(question.text, 'absent', 'work-absent'),
    })),
  );
}

/** Questions by numbers and codes that are no ids: a NIK of Semarang, a code on a paper that Semarang gave out. */
async function bySecrets({ db, semarang }: Matrix, asker: Asker): Promise<Pair[]> {
  const { nik } = await semarang.worker('Bu Kerja');
  const rows = [{ nik, firstMonth: '2026-11', months: 5 }];
  const list = {
    fund: 'APBD',
    source: 'Dinas Sosial',
    listedOn: semarang.today,
    rows,
    idempotencyKey: 'kerja',
  };
  await mutate(await semarang.as('admin'), 'importFundList', list, 'list { id }');
  const code = 'KERJA-SAMA-0001';
  for (const table of ['billing.receipt', 'beneficiaries.card_print']) {
    await db.query(
      `update ${table} set code_hash = $2 where ctid = (select ctid from ${table} where city_id = $1 limit 1)`,
      [semarang.city.code, paperCodeHash(code)],
    );
  }
  const [unknownNik, unknownCode] = [inventedNik(987_654), 'KERJA-SAMA-0002'];
  const questions = [
    ['alreadyProtected', 'beneficiaries', (it: string) => `nik: "${it}") { protected until`],
    ['workerByNik', 'beneficiaries', (it: string) => `nik: "${it}") { id name`],
    ['verifyCard', 'beneficiaries', (it: string) => `code: "${it}") { valid protectedUntil`],
    ['verifyReceipt', 'billing', (it: string) => `code: "${it}") { genuine amount`],
  ] as const;
  return questions.map(([field, door, rest]) => {
    const [mine, nobodys] = rest('').startsWith('nik') ? [nik, unknownNik] : [code, unknownCode];
    const [there, absent] = [mine, nobodys].map((it) => `{ ${field}(${rest(it)} } }`) as [string, string];
    return { name: `Query.${field}`, door, asker, there, absent };
  });
}

/** The pairs whose two answers are the same: the asker has no part in what is there. */
async function saidAlike({ lindungi }: Matrix, pairs: readonly Pair[]): Promise<Pair[]> {
  const alike: Pair[] = [];
  for (const pair of pairs) {
    const [there, absent] = await Promise.all(
      [pair.there, pair.absent].map(async (query) => {
        const { text } = await straight(lindungi.house, pair.door, pair.asker.bearer, query);
        return sameness(text, []);
      }),
    );
    if (there === absent) alike.push(pair);
  }
  return alike;
}

/** The pairs whose statements are not the same, with what they have besides. */
async function unlike(it: Matrix, pairs: readonly Pair[]): Promise<string[]> {
  const found: string[] = [];
  for (const pair of pairs) {
    let difference: string | undefined;
    for (let time = 0; time < MEASURED; time++) {
      difference = await differenceIn(it, pair);
      if (difference === undefined) break;
    }
    if (difference) found.push(`${pair.door}: ${pair.name}, asked by ${pair.asker.name}: ${difference}`);
  }
  return found;
}

async function differenceIn({ db, lindungi }: Matrix, pair: Pair): Promise<string | undefined> {
  const texts: string[] = [];
  const asked = async (query: string) =>
    texts.push((await straight(lindungi.house, pair.door, pair.asker.bearer, query)).text);
  const there = await statementsOf(db, () => asked(pair.there));
  const absent = await statementsOf(db, () => asked(pair.absent));
  const refused = /TOO_OFTEN|TOO_MANY|INTERNAL|VALIDATION_FAILED|BAD_USER_INPUT/.exec(texts.join());
  if (refused || (there.length === 0 && LEAST.includes(pair.name)))
    return `nothing was measured: ${refused?.[0]}`;
  const [of, at] = [there.map(lineOf), absent.map(lineOf)];
  const besides = [...of.filter((line) => !at.includes(line)), ...at.filter((line) => !of.includes(line))];
  return besides.length > 0 ? besides.join('; ').slice(0, 900) : undefined;
}

const lineOf = ({ role, text, calls, rows }: Asked) =>
  `${role} ${calls}x, ${rows} rows: ${text.replace(/\s+/g, ' ').slice(0, 240)}`;
