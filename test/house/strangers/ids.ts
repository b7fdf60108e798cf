import { createHash } from 'node:crypto';
import type { GraphQLNamedType } from 'graphql';
import type { Client } from 'pg';
import { IDS } from './arguments';
import { cityTables } from './rows';

/** An id that no row has, another for each table: who asked for one may find it again in their own trail. */
const absentIn = (table: string) =>
  `0198f000-0000-7000-8000-${createHash('sha256').update(table).digest('hex').slice(0, 12)}`;

/** A value that the city holds, and one like it that nobody holds. */
export interface Ids {
  foreign: string;
  absent: string;
}

/** Finds what is to be sent for arguments of type ID; a place that says nothing is remembered in `unknown`. */
export class IdBook {
  readonly unknown = new Set<string>();
  private readonly places = new Map<string, Ids>();

  private constructor(private readonly byTable: ReadonlyMap<string, Ids>) {}

  /** The keys of a city's rows, one of each table. */
  static async of(db: Client, city: string): Promise<IdBook> {
    const tables = new Map<string, Ids>();
    for (const table of await cityTables(db)) {
      const key = await keyOf(db, table);
      if (!key) continue;
      const { rows } = await db.query<{ id: string }>(
        `select ${key}::text as id from ${table} where city_id = $1 order by ctid limit 1`,
        [city],
      );
      const foreign = rows[0]?.id;
      if (foreign) tables.set(table, { foreign, absent: unlike(foreign, table) });
    }
    return new IdBook(tables);
  }

  /** A placeholder for the id at this place: `{{Query.invoice.id}}`. */
  readonly idOf = (place: string, returned: GraphQLNamedType): string => {
    const found = this.find(place, returned.name);
    if (found) this.places.set(place, found);
    else this.unknown.add(place);
    return `{{${place}}}`;
  };

  /** A question with its ids filled in. */
  filled(text: string, which: keyof Ids, key: string): string {
    return text.replace(/\{\{([^}]+)\}\}/g, (_, place: string) =>
      place === 'key' ? key : (this.places.get(place)?.[which] ?? absentIn(place)),
    );
  }

  /** Every id of the city that some question sends: who sent it may see it again, in a trail of their own for instance. */
  get sent(): ReadonlySet<string> {
    return new Set([...this.places.values()].map(({ foreign }) => foreign));
  }

  /** The ids that a question sends. */
  sentBy(text: string, which: keyof Ids): string[] {
    return [...text.matchAll(/\{\{([^}]+)\}\}/g)].map(
      ([, place = '']) => this.places.get(place)?.[which] ?? '',
    );
  }

  private find(place: string, returned: string): Ids | undefined {
    const name = place.split('.').at(-1) ?? '';
    const byHand = IDS[place] ?? IDS[name];
    if (typeof byHand === 'object') return byHand;
    if (byHand) return this.byTable.get(byHand);
    const noun = name === 'id' ? returned : name.replace(/Ids?$/, '');
    const table = noun.replace(/[a-z][A-Z]/g, ([a, b]) => `${a}_${b}`).toLowerCase();
    const named = [...this.byTable.keys()].filter((it) => it.split('.')[1] === table);
    const like = [...this.byTable.keys()].filter((it) => it.endsWith(`_${table}`));
    const [only, second] = named.length > 0 ? named : like;
    return only && !second ? this.byTable.get(only) : undefined;
  }
}

/** The column that with the city's code is the key of the table. */
async function keyOf(db: Client, table: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = $1::regclass and i.indisprimary and a.attname <> 'city_id'`,
    [table],
  );
  return rows.length === 1 && rows[0] ? `"${rows[0].name}"` : undefined;
}

function unlike(id: string, table: string): string {
  if (/^[\da-f]{8}-/.test(id)) return absentIn(table);
  if (/^\d+$/.test(id)) return '999999999';
  return 'tidak-ada';
}
