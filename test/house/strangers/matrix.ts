import { SERVICES } from '@lindungi/cli';
import { ROLES } from '@lindungi/tenancy';
import pg from 'pg';
import type { CityWorld } from '../../support/city-world';
import { type World, world } from '../../support/world';
import { VALUES } from './arguments';
import { type Answered, askAll, type Door } from './asking';
import { type Planted, plant } from './canaries';
import { fill } from './fill';
import { IdBook, type Ids } from './ids';
import { type Asker, nobodyIn, strangersIn } from './people';
import { entityQuestions, type Question, questionsOf } from './questions';
import { fillTheRest } from './rows';
import { schemasOf } from './schemas';

/** Semarang, full of canaries; Palangka Raya beside it; and everybody who has no business with what they ask for. */
export interface Matrix extends AsyncDisposable {
  lindungi: World;
  /** Whose canaries they are. */
  semarang: CityWorld;
  palangka: CityWorld;
  db: pg.Client;
  book: IdBook;
  planted: Planted;
  /** Tables without a row, and why. */
  empty: Map<string, string>;
  /** Every id of Semarang's rows. */
  ids: ReadonlySet<string>;
  questions: readonly { door: Door; question: Question }[];
  entities: readonly { door: Door; question: Question }[];
  /** One for each role in Semarang itself, of another agency and another kecamatan; and somebody without a token. */
  neighbours: Asker[];
  /** Somebody of Semarang with all roles. */
  insider: Asker;
  /** One for each role in Palangka Raya, one with all of them, and somebody at its address without a token. */
  foreigners: Asker[];
}

export async function matrix(): Promise<Matrix> {
  const lindungi = await world({ today: '2026-11-22' });
  const semarang = lindungi.city('3374-kota-semarang');
  const palangka = lindungi.city('6271-kota-palangka-raya');
  const db = new pg.Client(lindungi.house.adminUrls.donors);
  await db.connect();
  await fill(lindungi, semarang);
  const empty = await fillTheRest(db, semarang.city.code);
  const planted = await plant(db, semarang.city.code);
  const book = await IdBook.of(db, semarang.city.code);
  const schemas = schemasOf();
  const doors = ['gateway', ...SERVICES] as const;
  const of = (door: Door, all: Question[]) => all.map((question) => ({ door, question }));
  const inSemarang = await strangersIn(semarang, [[...ROLES]]);
  return {
    ...{ lindungi, semarang, palangka, db, book, planted, empty },
    ids: await idsOf(db, semarang.city.code),
    questions: doors.flatMap((door) => of(door, questionsOf(schemas[door], book.idOf, VALUES))),
    entities: SERVICES.flatMap((door) => of(door, entityQuestions(schemas[door], book.idOf, VALUES))),
    neighbours: [...inSemarang.filter(({ roles }) => roles.length === 1), nobodyIn(semarang)],
    insider: inSemarang.find(({ roles }) => roles.length > 1)!,
    foreigners: [...(await strangersIn(palangka, [[...ROLES]])), nobodyIn(palangka)],
    async [Symbol.asyncDispose]() {
      await db.end();
      await lindungi[Symbol.asyncDispose]();
    },
  };
}

/** Every uuid that stands in a row of the city. */
async function idsOf(db: pg.Client, city: string): Promise<Set<string>> {
  const { rows } = await db.query<{ table: string; column: string }>(
    `select format('%I.%I', i.table_schema, i.table_name) as table, quote_ident(u.column_name) as column
       from information_schema.columns i join information_schema.columns u using (table_schema, table_name)
      where i.column_name = 'city_id' and u.data_type = 'uuid' and i.table_schema = any($1)`,
    [[...SERVICES]],
  );
  const ids = new Set<string>();
  for (const { table, column } of rows) {
    const text = `select distinct ${column}::text as id from ${table} where city_id = $1`;
    for (const { id } of (await db.query<{ id: string }>(text, [city])).rows) ids.add(id);
  }
  return ids;
}

/** Has these people ask these questions about Semarang's ids, and about ids that nobody has where it takes one. */
export async function ask(
  { lindungi, book }: Matrix,
  questions: readonly { door: Door; question: Question }[],
  askers: readonly Asker[],
  ids: readonly (keyof Ids)[] = ['foreign', 'absent'],
): Promise<Answered[]> {
  const wanted = questions.flatMap(({ door, question }) =>
    askers.flatMap((asker) =>
      ids
        .filter((which) => which === 'foreign' || question.takesId)
        .map((which) => ({ door, question, asker, which })),
    ),
  );
  return askAll(lindungi.house, book, wanted);
}
