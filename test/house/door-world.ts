import { randomUUID } from 'node:crypto';
import {
  type City,
  CityDatabase,
  cityByCode,
  deedTable,
  isolateByCity,
  onceTable,
  prepareSchema,
} from '@lindungi/tenancy';
import { Client, type Pool } from 'pg';
import { Column, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';

/** A table as any service has it, in a service that exists only here. */
@Entity('note')
export class Note {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  words!: string;

  @Column('jsonb', { nullable: true })
  more!: unknown;

  @Column('bigint', { default: 0 })
  amount!: number;

  @Column('timestamptz', { default: () => 'now()' })
  at!: string;
}

class CreateNote1775000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table note (
        city_id text not null,
        id      uuid not null,
        words   text not null check (words <> ''),
        more    jsonb,
        amount  bigint not null default 0,
        at      timestamptz not null default now(),
        primary key (city_id, id)
      );
      ${isolateByCity('note')}
      grant select, insert, update (words), delete on note to door;
      ${onceTable()}
      ${deedTable()}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

export const semarang = cityByCode('3374') as City;
export const palangkaRaya = cityByCode('6271') as City;

const admin = process.env.LINDUNGI_TEST_DATABASE_URL ?? '';
const logins = { runtimePassword: 'door-runtime', relayPassword: 'door-relay' };

/** What the next borrower of the pool's only connection finds, when nothing was left behind. */
export const NOTHING = { city: '', n: 0 };

export const note = (words: string, more: Partial<Note> = {}): Partial<Note> => ({
  id: randomUUID(),
  words,
  ...more,
});

/** A database with one service's schema and a door of one connection, for one test file. */
export class DoorWorld {
  private readonly name = `door_${randomUUID().slice(0, 8)}`;
  db!: CityDatabase;

  async start(): Promise<void> {
    await ask(admin, `create database ${this.name}`);
    await this.prepare();
    this.db = await this.open(1);
  }

  async stop(): Promise<void> {
    await this.db?.close();
    await ask(admin, `drop database if exists ${this.name} with (force)`);
  }

  /** The url of this database, for the admin or for the service. */
  url(user?: 'door'): string {
    const url = new URL(admin);
    url.pathname = `/${this.name}`;
    if (user) [url.username, url.password] = [user, logins.runtimePassword];
    return url.href;
  }

  open(poolSize: number): Promise<CityDatabase> {
    return CityDatabase.open({ url: this.url('door'), service: 'door', entities: [Note], poolSize });
  }

  prepare(): Promise<void> {
    const migrations = [CreateNote1775000000000];
    return prepareSchema({ adminUrl: this.url(), service: 'door', ...logins, migrations });
  }

  empty(): Promise<unknown> {
    return ask(this.url(), 'truncate door.note, door.idempotency');
  }

  async count(city: City): Promise<number | undefined> {
    const rows = await this.db.read<{ n: number }>(city, 'select count(*) as n from note');
    return rows[0]?.n;
  }

  /** What the next borrower would find, asking without a city. */
  async leftBehind(): Promise<unknown> {
    const pool = Reflect.get(this.db, 'pool') as Pool;
    const { rows } = await pool.query(
      `select current_setting('app.city', true) as city, count(*)::int as n from note`,
    );
    return rows[0];
  }
}

/** One question on a connection of its own, around the door. */
export async function ask(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
