import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Bell, backoff } from './bell';
import { channelOf } from './outbox-tables';
import type { Log } from './told';

/** While transactions are open, how often to look whether they have ended, in ms: soon, then less often. */
const SOONEST_MS = 5;
const LATEST_MS = 100;
/** How often to look without being woken, in ms; it also finds a connection that died in silence. */
const IDLE_MS = 1_000;
/** A storm of commits is one wake per so many milliseconds. */
const GATHER_MS = 10;

/**
 * One connection that listens for NOTIFY and reconnects for ever.
 *
 * Being notified is not enough. An event may be committed while an older transaction is still open,
 * and then it is not yet anyone's turn to read it; or its transaction left the NOTIFY to another and
 * commits a little later. So after a NOTIFY it asks where the horizon is until that lies behind every
 * transaction open at that moment, and wakes whenever the horizon has moved.
 */
export class OutboxWake {
  readonly #bell = new Bell();
  readonly #wakes = new Set<() => void>();
  readonly #ended: Promise<void>;
  #closed = false;
  #horizon = '';

  constructor(
    private readonly url: string,
    private readonly service: string,
    private readonly log: Log,
  ) {
    this.#ended = this.#run();
  }

  on(wake: () => void): () => void {
    const own = () => wake();
    this.#wakes.add(own);
    return () => void this.#wakes.delete(own);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#bell.ring();
    this.#wake();
    await this.#ended;
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#closed; failures++) {
      const client = new Client({
        connectionString: this.url,
        keepAlive: true,
        connectionTimeoutMillis: 3_000,
        query_timeout: 8_000,
        application_name: `${this.service} wake`,
      });
      try {
        await this.#listen(client, () => {
          failures = 0;
        });
      } catch (error) {
        this.log('the outbox cannot be listened to; trying again', {
          service: this.service,
          why: String(error),
        });
      }
      await client.end().catch(() => undefined);
      if (!this.#closed) await this.#bell.heard(backoff(failures));
    }
  }

  async #listen(client: Client, well: () => void): Promise<void> {
    let lost: Error | undefined;
    let notified = true;
    const ring = () => this.#bell.ring();
    const lose = (error?: Error) => {
      lost ??= error ?? new Error('The connection ended.');
      ring();
    };
    client.on('error', lose).on('end', () => lose());
    client.on('notification', () => {
      notified = true;
      ring();
    });
    await client.connect();
    await client.query(`listen ${channelOf(this.service)}`);
    well();

    let until = 0n;
    for (let wait = SOONEST_MS; !this.#closed && !lost; ) {
      const fresh = notified;
      notified = false;
      const { horizon, ahead } = await this.#ask(client);
      if (fresh) {
        until = BigInt(ahead);
        wait = SOONEST_MS;
      }
      if (horizon !== this.#horizon) {
        this.#horizon = horizon;
        this.#wake();
        await pause(GATHER_MS);
      }
      const settled = BigInt(horizon) >= until;
      await this.#bell.heard(settled ? IDLE_MS : wait);
      wait = Math.min(wait * 2, LATEST_MS);
    }
    if (lost && !this.#closed) throw lost;
  }

  /** `horizon`: all transactions before it have ended. `ahead`: none at or behind it has begun. */
  async #ask(client: Client): Promise<{ horizon: string; ahead: string }> {
    const { rows } = await client.query({
      name: 'horizon',
      text: `select pg_snapshot_xmin(now)::text as horizon, pg_snapshot_xmax(now)::text as ahead
               from pg_current_snapshot() as now`,
    });
    return rows[0] as { horizon: string; ahead: string };
  }
}
