import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '@lindungi/cli';
import { Client } from 'pg';

/** How long a sweep is waited for that may be over already. */
const LATE_MS = 8_000;

/**
 * Counts each month that is about to be re-priced, as it happens and not when it commits, so that somebody can be killed
 * in the middle of a transaction; and makes each a little slower, as a busy disk does.
 */
export class Steps implements AsyncDisposable {
  private constructor(private readonly admin: Client) {}

  static async watch(house: House): Promise<Steps> {
    const admin = new Client({ connectionString: house.adminUrls.billing });
    await admin.connect();
    await admin.query(`
      create sequence billing.fault_steps;
      create function billing.fault_step() returns trigger security definer language plpgsql as $$
        begin perform nextval('billing.fault_steps'), pg_sleep(0.01); return new; end $$;
      create trigger fault_step before insert on billing.repriced_month
        for each row execute function billing.fault_step();`);
    return new Steps(admin);
  }

  /** Waits for so many more. @returns whether they came */
  async more(many: number): Promise<boolean> {
    const wanted = (await this.count()) + many;
    for (const late = Date.now() + LATE_MS; Date.now() < late; await pause(3))
      if ((await this.count()) >= wanted) return true;
    return false;
  }

  async count(): Promise<number> {
    const { rows } = await this.admin.query<{ count: string }>(
      `select case when is_called then last_value else 0 end as count from billing.fault_steps`,
    );
    return Number(rows[0]?.count);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.admin.end();
  }
}
