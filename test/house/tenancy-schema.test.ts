import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  auditWall,
  type City,
  CityDatabase,
  checkPostgres,
  type InCity,
  once,
  wallRoles,
} from '@lindungi/tenancy';
import { Client } from 'pg';
import { ask, DoorWorld, Note, palangkaRaya, semarang } from './door-world';

const world = new DoorWorld();
const count = (city: City) => world.count(city);

beforeAll(() => world.start());
beforeEach(() => world.empty());
afterAll(() => world.stop());

describe('once', () => {
  const asked = { subject: 'sari', mutation: 'note', key: 'k1', input: { b: 1, a: [2] } };
  const write = (tx: InCity, more = {}) =>
    once(tx, { ...asked, ...more }, async () => {
      const id = randomUUID();
      tx.insert(Note, { id, words: 'sekali' });
      return { id };
    });

  test('does the work once, however many ask at once', async () => {
    const wide = await world.open(6);
    try {
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => wide.inCity(semarang, (tx) => write(tx))),
      );
      expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
      expect(await count(semarang)).toBe(1);
    } finally {
      await wide.close();
    }
  });

  test('replays for the same input in another order, and refuses another input', async () => {
    const first = await world.db.inCity(semarang, (tx) => write(tx));
    expect(await world.db.inCity(semarang, (tx) => write(tx, { input: { a: [2], b: 1 } }))).toEqual(first);
    await expect(
      world.db.inCity(semarang, (tx) => write(tx, { input: { a: [3], b: 1 } })),
    ).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    await world.db.inCity(semarang, (tx) => write(tx, { subject: 'budi', input: 0 }));
    await world.db.inCity(palangkaRaya, (tx) => write(tx, { input: 0 }));
    expect([await count(semarang), await count(palangkaRaya)]).toEqual([2, 1]);
  });

  test('forgets a key whose work failed', async () => {
    const failed = world.db.inCity(semarang, (tx) => once(tx, asked, () => Promise.reject(new Error('no'))));
    await expect(failed).rejects.toThrow('no');
    await world.db.inCity(semarang, (tx) => write(tx));
    expect(await count(semarang)).toBe(1);
  });
});

describe('the schema', () => {
  test('is whole, and a fault in it is found', async () => {
    const client = new Client(world.url());
    await client.connect();
    try {
      expect(await auditWall(client, 'door', wallRoles('door'))).toEqual([]);
      await client.query(`
        begin;
        alter table door.note no force row level security;
        create unique index words_once on door.note (words);
        create policy open on door.note for select to door using (true);
        grant truncate on door.note to door;
        create view door.all_notes as select * from door.note;
        create function door.peek() returns bigint language sql security definer as 'select 1::bigint';
        grant select on door.note to door_relay;
        create table door.child (city_id text not null, id uuid not null, note_id uuid, primary key (city_id, id));
        alter table door.note add constraint by_id unique (id);
        alter table door.child add foreign key (note_id) references door.note (id);
        alter table door.child owner to door;
        grant create on schema door to door;
      `);
      const kinds = new Set((await auditWall(client, 'door', wallRoles('door'))).map((fault) => fault.kind));
      await client.query('rollback');
      expect([...kinds].sort()).toEqual([
        'foreign_key_without_city',
        'grant_too_wide',
        'policy_without_city',
        'relay_sees_too_much',
        'role_creates',
        'role_owns',
        'row_security_off',
        'security_definer',
        'unique_without_city',
        'view_of_its_owner',
      ]);
    } finally {
      await client.end();
    }
  });

  test('is prepared by several at once, and again, without harm', async () => {
    await Promise.all(Array.from({ length: 4 }, () => world.prepare()));
    expect(await ask(world.url(), 'select count(*)::int as n from door.migrations')).toEqual([{ n: 1 }]);
  });

  test('belongs to a role that nobody logs in as, and the service may not change it', async () => {
    const asService = (text: string) => ask(world.url('door'), text);
    await expect(asService('alter table door.note disable row level security')).rejects.toThrow(
      /must be owner/,
    );
    await expect(asService('truncate door.note')).rejects.toThrow(/denied/);
    await expect(asService('set role door_owner')).rejects.toThrow(/denied/);
  });

  test('is not opened by a role that row security would not hold', async () => {
    const open = CityDatabase.open({ url: world.url(), service: 'door', entities: [], poolSize: 1 });
    await expect(open).rejects.toThrow(/row security/);
  });

  test('lies in a Postgres whose version is known', async () => {
    expect((await checkPostgres(world.url(), false)).version).toMatch(/^\d+\.\d+/);
  });
});
