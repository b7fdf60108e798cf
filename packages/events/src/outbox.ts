import { Pool } from 'pg';
import type { Cursor } from './cursor';
import { OutboxWake } from './outbox-wake';
import type { Carrier, Log, Look, Question, Told } from './told';

/** The outbox holds transaction ids of another Postgres: it was restored, and never mended. */
export class OutboxFromElsewhere extends Error {
  readonly code = 'OUTBOX_FROM_ELSEWHERE';

  constructor(service: string) {
    super(
      `The outbox of ${service} was restored from another Postgres: run the migration of ${service} first.`,
    );
  }
}

interface Row {
  epoch: string;
  horizon: string;
  gap: boolean;
  city: string | null;
  xid: string;
  id: string;
  eventId: string;
  name: string;
  version: number;
  body: unknown;
  at: string;
}

/**
 * What a service has told, read in the order in which it is settled.
 *
 * A transaction's events are read once no older transaction is open, by (xid, id). Reading by `id`
 * alone loses the event whose transaction took a lower id and committed later (12.7 % measured).
 * So one long transaction anywhere in the cluster delays all events, and loses none.
 *
 * It connects as the relay's role, which sees all cities of this outbox and nothing else: a caller
 * that serves one city asks with `city`.
 */
export class Outbox implements Carrier {
  #closed = false;

  private constructor(
    private readonly pool: Pool,
    private readonly wake: OutboxWake,
    private readonly service: string,
  ) {}

  /**
   * @param relayUrl  a login as '<service>_relay'
   * @throws OutboxFromElsewhere  after a restore into another cluster, until it is migrated
   */
  static async open({ relayUrl, service, log = () => {} }: Opening): Promise<Outbox> {
    const pool = new Pool({
      connectionString: relayUrl,
      max: 2,
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: 5_000,
      query_timeout: 8_000,
      application_name: `${service} relay`,
    });
    pool.on('error', (error) => log('a connection to the outbox was lost', { service, why: String(error) }));
    try {
      const { rows } = await pool.query(
        `select cluster = (pg_control_system()).system_identifier::text as home from ${service}.epoch`,
      );
      if (!rows[0]?.home) throw new OutboxFromElsewhere(service);
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new Outbox(pool, new OutboxWake(relayUrl, service, log), service);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** @throws when the database does not answer; nothing is lost, ask again. */
  async look({ after, city, names, limit }: Question): Promise<Look> {
    const { rows } = await this.pool.query<Row>({
      name: city === undefined ? 'look' : 'look in a city',
      text: lookText(this.service, city !== undefined),
      values: [
        after?.epoch ?? null,
        after?.xid ?? '0',
        after?.id ?? 0,
        limit,
        names ? [...names] : null,
        ...(city === undefined ? [] : [city]),
      ],
    });
    const { epoch, horizon, gap } = rows[0]!;
    const told = rows.filter((row) => row.city !== null).map(toldOf);
    const last = told.length === limit ? told.at(-1) : undefined;
    const next = last?.cursor ?? { epoch, xid: horizon, id: 0 };
    return { told, next, gap };
  }

  /** The next events after a place; none when the place is of another epoch. */
  async page(question: Question): Promise<Told[]> {
    return (await this.look(question)).told;
  }

  async head(): Promise<Cursor> {
    return (await this.look({ limit: 0 })).next;
  }

  onWake(wake: () => void): () => void {
    return this.wake.on(wake);
  }

  /** Wakes whoever waits, who then sees `closed`, and lets go of the database. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.wake.close();
    await this.pool.end();
  }
}

interface Opening {
  relayUrl: string;
  service: string;
  log?: Log;
}

function toldOf(row: Row): Told {
  return {
    eventId: row.eventId,
    city: row.city!,
    name: row.name,
    version: row.version,
    body: row.body,
    at: row.at,
    cursor: { epoch: row.epoch, xid: row.xid, id: Number(row.id) },
  };
}

/**
 * The epoch, the horizon and the events in one statement, so that all three are of one moment.
 * A place ahead of the horizon was given out before the database went back in time: a gap, too.
 */
const lookText = (service: string, oneCity: boolean): string => `
  with start as (
    select epoch::text, pg_snapshot_xmin(pg_current_snapshot()) as horizon,
           coalesce($1::text is not null and ($1::text <> epoch::text or $2::xid8 < kept_from
             or $2::xid8 > pg_snapshot_xmin(pg_current_snapshot())), false) as gap
      from ${service}.epoch
  )
  select start.epoch, start.horizon::text, start.gap, o.*
    from start left join lateral (
      select city_id as city, xid::text, id::text, event_id::text as "eventId", name, version, body,
             to_json(at) #>> '{}' as at
        from ${service}.outbox
       where not start.gap
         and (xid, id) > ($2::xid8, $3::bigint)
         and xid < pg_snapshot_xmin(pg_current_snapshot())
         and ($5::text[] is null or name = any($5::text[]))
         ${oneCity ? 'and city_id = $6::text' : ''}
       order by outbox.xid, outbox.id
       limit $4::int
    ) o on true
   order by o.xid::xid8, o.id::bigint
`;
