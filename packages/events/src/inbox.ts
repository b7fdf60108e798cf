import { type City, type CityDatabase, cities, cityByCode, type InCity } from '@lindungi/tenancy';
import type { Cursor } from './cursor';
import type { Listeners } from './listener';
import type { Told } from './told';

/** Where a service stands with one source; `epoch` is null before it has heard anything. */
export type Place = Omit<Cursor, 'epoch'> & { epoch: string | null };

/** An event of a city this process has no file for; another deployment may have. */
export class NoCityFile extends Error {
  constructor(code: string) {
    super(`No city ${code} has a file here.`);
  }
}

/** What became of one event. `NOT_OURS`: another replica hears this source now, or went further. */
export type Heard = 'HEARD' | 'KNOWN' | 'NOT_OURS';

/**
 * What a service remembers of what it has heard, in its own database: which events, and how far.
 *
 * The place in `heard` moves only from where the caller believes it to be, and only while nobody
 * else is moving it. So of two replicas one works, the other steps back, and when one dies the
 * other goes on at once; no lease, no leader.
 */
export class Inbox {
  constructor(
    private readonly db: CityDatabase,
    private readonly source: string,
    private readonly listeners: Listeners,
  ) {}

  async place(): Promise<Place> {
    return this.db.inCity(anyCity(), async (tx) => {
      tx.write('insert into heard (source) values ($1) on conflict (source) do nothing', [this.source]);
      const [row] = await tx.query<{ epoch: string | null; xid: string; id: string }>(
        'select epoch::text, xid::text, id::text from heard where source = $1',
        [this.source],
      );
      return { epoch: row!.epoch, xid: row!.xid, id: Number(row!.id) };
    });
  }

  /**
   * The event, the note that it was heard and the new place, all in one transaction, or none.
   *
   * @param began  called once the event is ours; a failure after that is a failure to hear it
   */
  hear(told: Told, from: Place, began: () => void): Promise<Heard> {
    return this.db.inCity(cityOf(told), async (tx) => {
      const heard = await this.#take(tx, told, from, null);
      if (heard !== 'HEARD') return heard;
      began();
      if (!cityByCode(told.city)) throw new NoCityFile(told.city);
      await this.listeners.hear(tx, told);
      return heard;
    });
  }

  /**
   * As `hear`, of several events of one city that were told one after another: all of them, or none.
   *
   * @param run  at least one, of a city that has a file here
   */
  hearRun(run: readonly Told[], from: Place): Promise<Heard> {
    const last = run.at(-1)!;
    return this.db.inCity(cityOf(last), async (tx) => {
      const [row] = await tx.query<{ ours: boolean; first: string[] }>(
        `${moved},
         first as (
           insert into inbox (city_id, source, event_id)
           select $8::text, $1::text, unnest($9::uuid[]) from turn
           on conflict (city_id, source, event_id) do nothing
           returning event_id
         )
         select exists (select from turn) as ours, array(select event_id::text from first) as first`,
        [...this.#movement(last.cursor, from), last.city, run.map(({ eventId }) => eventId)],
      );
      if (!row?.ours) return 'NOT_OURS';
      const first = new Set(row.first);
      for (const told of run) if (first.delete(told.eventId)) await this.listeners.hear(tx, told);
      return 'HEARD';
    });
  }

  /** Keeps the event aside, whole and with the reason, and moves on. */
  park(told: Told, from: Place, reason: string): Promise<Heard> {
    return this.db.inCity(cityOf(told), (tx) => this.#take(tx, told, from, reason));
  }

  /** Moves on over events nobody here listens to, so that a restart need not look through them. */
  async pass(to: Cursor, from: Place): Promise<boolean> {
    return this.db.inCity(anyCity(), async (tx) => {
      const rows = await tx.query(`${moved} select 1 as one from turn`, this.#movement(to, from));
      return rows.length > 0;
    });
  }

  /** Events of one city that were parked, oldest first. */
  parkedIn(city: City): Promise<Told[]> {
    return this.db
      .read<{ told: Told }>(
        city,
        `select told from inbox
          where city_id = $1 and source = $2 and failed is not null order by heard_at limit 100`,
        [city.code, this.source],
      )
      .then((rows) => rows.map((row) => row.told));
  }

  /** Tries a parked event once more. @throws what the listener throws; it stays parked then */
  hearAgain(city: City, told: Told): Promise<void> {
    return this.db.inCity(city, async (tx) => {
      const mine = await tx.query(
        `update inbox set failed = null, told = null, heard_at = now()
          where city_id = $1 and source = $2 and event_id = $3 and failed is not null returning 1 as one`,
        [city.code, this.source, told.eventId],
      );
      if (mine.length > 0) await this.listeners.hear(tx, told);
    });
  }

  async #take(tx: InCity, told: Told, from: Place, failed: string | null): Promise<Heard> {
    const [row] = await tx.query<{ ours: boolean; first: boolean }>(
      `${moved},
       first as (
         insert into inbox (city_id, source, event_id, failed, told)
         select $8::text, $1::text, $9::uuid, $10::text, $11::jsonb from turn
         on conflict (city_id, source, event_id) do nothing
         returning 1
       )
       select exists (select from turn) as ours, exists (select from first) as first`,
      [
        ...this.#movement(told.cursor, from),
        told.city,
        told.eventId,
        failed,
        failed === null ? null : JSON.stringify(told),
      ],
    );
    if (!row?.ours) return 'NOT_OURS';
    return row.first ? 'HEARD' : 'KNOWN';
  }

  #movement(to: Cursor, from: Place): unknown[] {
    return [this.source, to.epoch, to.xid, to.id, from.epoch, from.xid, from.id];
  }
}

/** A row someone else holds is skipped, not waited for. */
const moved = `
  with turn as (
    update heard set epoch = $2::uuid, xid = $3::xid8, id = $4::bigint, at = now()
     where source = (
       select source from heard
        where source = $1::text and epoch is not distinct from $5::uuid and xid = $6::xid8 and id = $7::bigint
          for update skip locked)
    returning 1
  )`;

/** The place is of all cities, and a transaction of one: which, does not matter. */
function anyCity(): City {
  const [first] = cities().values();
  if (!first) throw new Error('There is no city.');
  return first;
}

/** A city without a file here can still have its event parked: bound to its code, nothing else. */
function cityOf(told: Told): City {
  return cityByCode(told.city) ?? { ...anyCity(), code: told.city };
}
