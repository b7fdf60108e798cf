import 'reflect-metadata';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { City } from './city';
import { CityTransaction } from './city-transaction';
import type { InCity } from './in-city';
import { lookInto, opening, STATEMENT_TIMEOUT } from './standing-steps';
import { isRefusal, send } from './statement-sequence';

/** What the door is opened with. */
export interface Opening {
  /** postgres://<service>:<password>@host:port/database, the service's runtime role. */
  url: string;
  /** Name of the service, which is also the name of its schema. */
  service: string;
  entities: readonly (abstract new () => object)[];
  /** Connections at most. Pool size times replicas times services must stay below the server's limit. */
  poolSize: number;
}

/** Longest to wait for a connection, in milliseconds; then the caller is told instead of hanging. */
const CONNECTION_TIMEOUT = 5_000;

/**
 * A service's way to its tables: `read` for looking, `inCity` for use cases. There is no third, and
 * both are bound to one city, so that a forgotten binding cannot be written.
 */
export class CityDatabase {
  private constructor(
    private readonly source: DataSource,
    private readonly pool: pg.Pool,
  ) {}

  /**
   * Connects, and refuses a role that row security would not hold.
   *
   * @throws Error when Postgres cannot be reached, or the role is a superuser or has BYPASSRLS
   */
  static async open({ url, service, entities, poolSize }: Opening): Promise<CityDatabase> {
    const pool = poolFor(url, service, poolSize);
    const source = new DataSource({
      type: 'postgres',
      entities: [...entities],
      installExtensions: false,
      driver: { ...pg, Pool: asConstructor(pool) },
    });
    try {
      await source.initialize();
      await mustBeHeld(pool);
    } catch (error) {
      await (source.isInitialized ? source.destroy() : pool.end());
      throw error;
    }
    return new CityDatabase(source, pool);
  }

  /**
   * One statement that looks into one city, in one round trip. It sees a snapshot of its own and
   * cannot write. Name the columns as they shall be: `select city_id as "cityId"`.
   *
   * @throws DatabaseError as Postgres says it, after five seconds at the latest
   */
  async read<Row>(city: City, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      const { rows } = await send(client, [lookInto(city.code), { text, values, answers: true }]);
      return rows as Row[];
    } catch (error) {
      broken = !isRefusal(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /**
   * One use case: one transaction, one city. Commits when `work` returns, keeps nothing when it
   * throws; what it throws comes out as it is.
   *
   * A commit whose answer is lost throws too: whether it was kept is then for the idempotency key to say.
   */
  async inCity<T>(city: City, work: (tx: InCity) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const transaction = new CityTransaction(city, this.source, client);
    try {
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollback();
      throw error;
    } finally {
      client.release(transaction.broken);
    }
  }

  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void> {
    return this.source.destroy();
  }
}

function poolFor(url: string, service: string, poolSize: number): pg.Pool {
  const first = opening(service);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: service,
    max: poolSize,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    // The server stops a statement in time; this is for a server that no longer answers at all.
    query_timeout: 2 * STATEMENT_TIMEOUT,
    onConnect: ((client: pg.ClientBase) => {
      // A connection that dies says so to whoever is asking; without a listener it would end the process.
      client.on('error', () => {});
      return client.query(first);
    }) as (client: pg.ClientBase) => void,
  });
  pool.on('error', () => {});
  return pool;
}

/** TypeORM makes its own pool with `new`; this lets it make ours. */
function asConstructor(pool: pg.Pool): new () => pg.Pool {
  return function Pool() {
    return pool;
  } as unknown as new () => pg.Pool;
}

async function mustBeHeld(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ free: boolean }>(
    'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
  );
  if (rows[0]?.free !== false) {
    throw new Error('The service must not connect as a role that row security does not hold.');
  }
}
