import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { House, ProcessName } from '@lindungi/cli';
import { Client } from 'pg';
import { chance } from './chance';

const PROCESSES = ['billing', 'beneficiaries', 'gateway'] as const;
/** The relay has no process of its own: it is billing's connection to the outbox, a server process of Postgres. */
const VICTIMS = [...PROCESSES, 'relay', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

/** Kills with -9 a random process of a house, again and again, and sees to it that it stands up again. */
export class Killer {
  readonly killed: Partial<Record<Victim, number>> = {};
  private readonly rising = new Map<ProcessName, Promise<void>>();
  private wanted = true;
  private readonly ended: Promise<void>;

  constructor(
    private readonly house: House,
    private readonly home: string,
    seed: number,
    /** Milliseconds after which nobody is killed any more, so that the short form stays short on a busy machine. */
    longest: number,
  ) {
    this.ended = this.run(seed, Date.now() + longest);
  }

  /** Kills nobody any more. @returns when everybody stands again */
  async stop(): Promise<void> {
    this.wanted = false;
    await this.ended;
    await this.everybodyStands();
  }

  private async everybodyStands(): Promise<void> {
    await Promise.all(this.rising.values());
    await Promise.all(PROCESSES.map((name) => this.house.ready(name)));
    await untilAnswers(this.house);
  }

  private async run(seed: number, until: number): Promise<void> {
    const draw = chance(seed, 3);
    while (this.wanted && Date.now() < until) {
      // Else hardly anything would ever be up; one time in three it falls on those who still lie.
      if (draw.whole(1, 3) > 1) await this.everybodyStands();
      await pause(draw.whole(200, 1_500));
      const victim = draw.pick(VICTIMS);
      const pid = await this.pidOf(victim);
      if (!pid || !this.wanted || !kill(pid)) continue; // it lies still from the last time
      this.killed[victim] = (this.killed[victim] ?? 0) + 1;
      if (victim !== 'postgres' && victim !== 'relay') this.raise(victim);
    }
  }

  private async pidOf(victim: Victim): Promise<number | undefined> {
    if (victim === 'postgres') return postgresIn(this.home);
    if (victim === 'relay') return relayOf(this.house);
    return this.rising.has(victim) ? undefined : this.house.pid(victim);
  }

  /** Its keeper would wait longer after every fall, half a minute in the end: then hardly anybody would be up to be killed. */
  private raise(name: ProcessName): void {
    const rise = async () => {
      for (;;) {
        const up = await this.house.restart(name).then(
          () => true,
          () => false, // while its database is down, say
        );
        if (up) break;
        await pause(200);
      }
      this.rising.delete(name);
    };
    this.rising.set(name, rise());
  }
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

function postgresIn(home: string): number | undefined {
  try {
    const lines = readFileSync(join(home, 'postgres/postmaster.pid'), 'utf8').split('\n');
    return lines[7]?.trim() === 'ready' ? Number(lines[0]) : undefined;
  } catch {
    return undefined;
  }
}

async function relayOf(house: House): Promise<number | undefined> {
  const rows = await ask<{ pid: number }>(
    house,
    `select pid from pg_stat_activity where usename = 'billing_relay' order by pid limit 1`,
  ).catch(() => []);
  return rows[0]?.pid;
}

async function untilAnswers(house: House): Promise<void> {
  for (;;) {
    if (await ask(house, 'select 1').then(Boolean, () => false)) return;
    await pause(100);
  }
}

/** Asks billing's database as its superuser, who sees every city. */
export async function ask<Row extends object>(
  house: House,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: house.adminUrls.billing, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
