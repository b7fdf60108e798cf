import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  eventsHandler,
  mendOutbox,
  Outbox,
  outboxTables,
  PledgeOffered,
  type Told,
  tell,
} from '@lindungi/events';
import {
  type City,
  CityDatabase,
  cityByCode,
  isolateByCity,
  passKey,
  prepareSchema,
} from '@lindungi/tenancy';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export const semarang = cityByCode('3374') as City;
export const palangkaRaya = cityByCode('6271') as City;
export const key = passKey(Buffer.alloc(32, 7).toString('base64url'));

/**
 * One who tells, one who hears; both are services of their own, with roles and a schema each.
 * Roles are of the whole Postgres, so tests that run at the same time have their own.
 */
export const teller = `house_teller_${process.env.JEST_WORKER_ID ?? 0}`;
export const hearer = `house_hearer_${process.env.JEST_WORKER_ID ?? 0}`;

class Tell1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxTables(teller));
  }
  async down(): Promise<void> {}
}

class Hear1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${outboxTables(hearer)}
      create table effect (city_id text not null, pledge_id uuid not null);
      ${isolateByCity('effect')}
      grant select, insert on effect to ${hearer};
    `);
  }
  async down(): Promise<void> {}
}

/** A database of this test's own in the Postgres of the suite, dropped at the end. */
export async function eventsWorld() {
  const server = process.env.LINDUNGI_TEST_DATABASE_URL;
  if (!server) throw new Error('LINDUNGI_TEST_DATABASE_URL names no Postgres to test in.');
  const name = `house_events_${process.pid}_${Date.now()}`;
  const suite = await connected(server);
  await suite.query(`create database ${name}`);
  const url = (login?: string) => {
    const at = new URL(server);
    at.pathname = name;
    if (login) Object.assign(at, { username: login, password: login });
    return at.href;
  };
  const prepare = (service: string, migration: new () => MigrationInterface) =>
    prepareSchema({
      adminUrl: url(),
      service,
      runtimePassword: service,
      relayPassword: `${service}_relay`,
      migrations: [migration],
      extraSql: mendOutbox(service),
    });
  await prepare(teller, Tell1790000000000);
  await prepare(hearer, Hear1790000000001);

  const admin = await connected(url());
  const telling = await CityDatabase.open({ url: url(teller), service: teller, entities: [], poolSize: 6 });
  const hearing = await CityDatabase.open({ url: url(hearer), service: hearer, entities: [], poolSize: 4 });
  const asTeller = () => connected(url(teller));
  const end = async () => {
    await Promise.all([telling.close(), hearing.close(), admin.end()]);
    await suite.query(`drop database ${name} with (force)`);
    await suite.end();
  };
  return {
    admin,
    telling,
    hearing,
    outbox: () => Outbox.open({ relayUrl: url(`${teller}_relay`), service: teller }),
    mend: () => prepare(teller, Tell1790000000000),
    asTeller,
    /** Waits until every transaction open now has ended, also those of other tests in this Postgres. */
    settled: async () => {
      const { rows } = await admin.query('select pg_snapshot_xmax(pg_current_snapshot())::text as ahead');
      const passed = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as yes';
      await eventually(
        async () => (await admin.query(passed, [rows[0].ahead])).rows[0].yes,
        (yes) => yes,
      );
    },
    /** Tells, and has committed. Answers the pledge's id. */
    says: async (city: City) => {
      const pledgeId = randomUUID();
      await telling.inCity(city, async (tx) => tell(tx, PledgeOffered, offer(pledgeId)));
      return pledgeId;
    },
    /** A writer that has told its event and not committed yet; `meanwhile` lies between begin and telling. */
    writing: async (pledgeId: string, meanwhile = async () => {}) => {
      const client = await asTeller();
      await client.query('begin');
      await client.query(`select set_config('app.city', '3374', true), pg_current_xact_id()`);
      await meanwhile();
      await client.query(
        `insert into ${teller}.outbox (city_id, event_id, name, version, body) values ('3374', $1, $2, 1, $3)`,
        [randomUUID(), PledgeOffered.name, offer(pledgeId)],
      );
      return client;
    },
    asRelay: () => connected(url(`${teller}_relay`)),
    end,
  };
}
export type EventsWorld = Awaited<ReturnType<typeof eventsWorld>>;

export const offer = (pledgeId: string) => ({
  pledgeId,
  donorId: randomUUID(),
  workerId: randomUUID(),
  months: ['2026-12'],
  fund: 'OWN' as const,
});

export const pledgesOf = (told: readonly Told[]) =>
  told.map(({ body }) => (body as { pledgeId: string }).pledgeId);

export async function commits(client: Client): Promise<void> {
  await client.query('commit');
  await client.end();
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** The teller's /events, on any port or the one it had. */
export async function serveEvents(
  outbox: Outbox,
  port = 0,
): Promise<{ url: string; close(): Promise<void> }> {
  const handler = eventsHandler(outbox, key);
  const server: Server = createServer(async (req, res) => {
    if (!(await handler(req, res, new URL(req.url ?? '/', 'http://house')))) res.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Asks again and again until it is so, or 15 seconds are over. */
export async function eventually<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (const until = Date.now() + 15_000; ; ) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (Date.now() > until) throw new Error(`It never became so: ${JSON.stringify(answer)}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}
