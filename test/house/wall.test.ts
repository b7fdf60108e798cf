import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SERVICES } from '@lindungi/cli';
import { auditWall, wallRoles } from '@lindungi/tenancy';
import { Client } from 'pg';
import { type World, world } from '../support/world';

let lindungi: World;
const clients = new Map<string, Client>();

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  for (const service of SERVICES) {
    const client = new Client({ connectionString: lindungi.house.adminUrls[service] });
    await client.connect();
    clients.set(service, client);
  }
}, 90_000);

afterAll(async () => {
  for (const client of clients.values()) await client.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

const clientOf = (service: string) => clients.get(service) as Client;
const faultsOf = (service: string) => auditWall(clientOf(service), service, wallRoles(service));

describe('the wall in the database', () => {
  test.each([...SERVICES])(
    'every table of %s with a city is closed to the others, and its role owns nothing',
    async (service) => {
      const { rows } = await clientOf(service).query(
        `select count(*)::int as tables from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'city_id'
        where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p')`,
        [service],
      );
      expect(rows[0].tables).toBeGreaterThanOrEqual(4);
      expect(await faultsOf(service)).toEqual([]);
    },
  );

  test.each([...SERVICES])('%s may touch no other schema', async (service) => {
    const { rows } = await clientOf(service).query(
      `select n.nspname from pg_namespace n where n.nspname = any($2::text[]) and n.nspname <> $1
          and (has_schema_privilege($1, n.oid, 'USAGE') or has_schema_privilege($1, n.oid, 'CREATE'))`,
      [service, [...SERVICES, 'public']],
    );
    expect(rows.filter((it) => it.nspname !== 'public')).toEqual([]);
  });

  // Under row security Postgres asks an expression it cannot vouch for only of rows the policy let through, and so of each
  // row of the city; CASE and plain columns it can vouch for.
  test.each([...SERVICES])(
    'no index of %s is over an expression that row security keeps from it',
    async (service) => {
      const { rows } = await clientOf(service).query(
        `select indexrelid::regclass::text as index, pg_get_expr(indexprs, indrelid) as expression
         from pg_index join pg_class c on c.oid = indrelid
        where c.relnamespace = to_regnamespace($1) and c.relrowsecurity and indexprs is not null`,
        [service],
      );
      expect(rows.filter((it) => /COALESCE|\w\(/.test(it.expression))).toEqual([]);
    },
  );

  test('the audit sees a hole: a table left open, a unique index and a foreign key without the city', async () => {
    const client = clientOf('donors');
    await client.query('begin');
    await client.query(`
      create table donors.open_door (city_id text not null, id uuid primary key, other uuid references donors.open_door (id));
      grant truncate on donors.open_door to donors`);
    const kinds = new Set((await faultsOf('donors')).map((it) => it.kind));
    await client.query('rollback');
    expect([...kinds]).toEqual(
      expect.arrayContaining(['row_security_off', 'unique_without_city', 'foreign_key_without_city']),
    );
    expect(await faultsOf('donors')).toEqual([]);
  });

  test('each process was given its own keys and no others', () => {
    const { env } = lindungi.house;
    expect(
      Object.entries(env)
        .filter(([, it]) => it.LINDUNGI_NIK_KEY)
        .map(([name]) => name),
    ).toEqual(['beneficiaries']);
    expect(
      Object.entries(env).filter(([, it]) =>
        Object.keys(it).some((key) => /ADMIN|^LINDUNGI_SECRET$/.test(key)),
      ),
    ).toEqual([]);
    expect(
      Object.entries(env)
        .filter(([, it]) => it.PAYMENT_SECRET_3374)
        .map(([name]) => name),
    ).toEqual(['billing']);
  });
});
