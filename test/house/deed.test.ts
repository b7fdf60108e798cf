import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Context, federate, trailOf } from '@lindungi/subgraph';
import { askInPace, type City, type Deed, type Role, recordDeed } from '@lindungi/tenancy';
import { type GraphQLSchema, graphql } from 'graphql';
import { ask, DoorWorld, palangkaRaya, semarang } from './door-world';

const world = new DoorWorld();
let schema: GraphQLSchema;

beforeAll(async () => {
  await world.start();
  schema = await federate({ resolvers: [trailOf('donors')], orphanedTypes: [], readers: {} });
});
afterAll(() => world.stop());

const nik = '3374010101900001';
const officer: Deed['by'] = { subject: randomUUID(), roles: ['DISTRICT'] };
const handedOver = (more: Partial<Deed> = {}): Deed => ({
  by: officer,
  act: 'markCardHandedOver',
  kind: 'Card',
  object: randomUUID(),
  ...more,
});
const record = (deed: Deed, city: City = semarang) =>
  world.db.inCity(city, async (tx) => recordDeed(tx, deed));

interface Seen {
  object: string;
  subject: string | null;
  roles: string[];
  reason: string | null;
  before: string | null;
  after: string | null;
}
interface Answer {
  edges: { node: Seen; cursor: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** The trail as somebody of these roles is answered; a string is the code of the refusal. */
async function trail(args: string, roles: Role[] = ['AUDITOR'], city = semarang): Promise<Answer | string> {
  const contextValue = {
    city,
    principal: { city, roles, subject: randomUUID() },
    read: (text: string, values: unknown[]) => world.db.read(city, text, values),
  } as unknown as Context;
  const source = `{ donorsTrail(${args}) { edges { cursor node { object subject roles reason before after } }
    pageInfo { hasNextPage endCursor } } }`;
  const { data, errors } = await graphql({ schema, source, contextValue });
  const [error] = errors ?? [];
  const original = error?.originalError as { code?: string } | undefined;
  return error ? (original?.code ?? error.message) : (data?.donorsTrail as Answer);
}

async function seen(object: string): Promise<Seen | undefined> {
  const found = await trail(`first: 1, object: "${object}"`);
  if (typeof found === 'string') throw new Error(found);
  return found.edges[0]?.node;
}

describe('a deed', () => {
  test('is kept with the work it belongs to, or not at all', async () => {
    const [kept, lost] = [handedOver(), handedOver()];
    await record(kept);
    const failed = world.db.inCity(semarang, async (tx) => {
      recordDeed(tx, lost);
      await tx.flush();
      throw new Error('the work failed');
    });
    await expect(failed).rejects.toThrow('the work failed');
    expect(await seen(kept.object)).toMatchObject({ subject: officer?.subject, roles: ['DISTRICT'] });
    expect(await seen(lost.object)).toBeUndefined();
  });

  test('of the house itself has nobody', async () => {
    const deed = handedOver({ by: null });
    await record(deed);
    expect(await seen(deed.object)).toMatchObject({ subject: null, roles: [] });
  });

  test.each([
    ['changed', `update door.deed set reason = 'lain'`],
    ['removed', 'delete from door.deed'],
    ['thrown away with all others', 'truncate door.deed'],
  ])(
    'is never %s: not by the service, not by the owner of the table, not by who owns everything',
    async (_, sql) => {
      const deed = handedOver({ reason: 'tetap begini' });
      await record(deed);
      const bound = `set app.city = '3374';`;
      await expect(ask(world.url('door'), `${bound} ${sql}`)).rejects.toThrow(/permission denied/);
      const stands = /neither changed nor removed/;
      await expect(ask(world.url(), `set role door_owner; ${bound} ${sql}`)).rejects.toThrow(stands);
      await expect(ask(world.url(), sql)).rejects.toThrow(stands);
      expect(await seen(deed.object)).toMatchObject({ reason: 'tetap begini' });
    },
  );

  test.each([
    ['as it is printed', `salah ketik ${nik}`, 'salah ketik …'],
    ['in groups', 'NIK 3374 0101 0190 0001 tertukar', 'NIK … tertukar'],
    ['with dots and hyphens', '3374.01.010190-0001', '…'],
    ['as a NIP', 'pegawai 198504122010012901 pindah', 'pegawai … pindah'],
    ['only as money', 'lebih bayar Rp16.800 dari 1.008.000', 'lebih bayar Rp16.800 dari 1.008.000'],
  ])('keeps no number of a person %s', async (_, reason, kept) => {
    const deed = handedOver({
      reason,
      before: { note: reason, deep: { list: [reason] } },
      after: { note: reason },
    });
    await record(deed);
    const found = await seen(deed.object);
    expect(found?.reason).toBe(kept);
    expect(JSON.parse(found?.before ?? '')).toEqual({ note: kept, deep: { list: [kept] } });
    expect(JSON.parse(found?.after ?? '')).toEqual({ note: kept });
  });

  test.each([
    ['as a number', { nik: Number(nik) }],
    ['as a name of a field', { [nik]: true }],
    ['as a bigint', { nik: BigInt(nik) }],
  ])('is refused whole where a NIK came %s', async (_, before) => {
    const deed = handedOver({ before });
    await expect(record(deed)).rejects.toThrow(/no_number_of_a_person/);
    expect(await seen(deed.object)).toBeUndefined();
  });

  test('leaves ids and amounts whole', async () => {
    const id = '12345678-1234-4234-8234-123456789012';
    const deed = handedOver({ before: { id, amount: 1_008_000_000n }, after: { id: null } });
    await record(deed);
    expect(JSON.parse((await seen(deed.object))?.before ?? '')).toEqual({ id, amount: '1008000000' });
  });
});

describe('the trail', () => {
  const kind = `Thing${Date.now()}`;
  const objects = [1, 2, 3, 4, 5].map(() => randomUUID());

  beforeAll(async () => {
    for (const object of objects) await record(handedOver({ kind, object }));
    await record(handedOver({ kind, object: randomUUID(), reason: 'kenari palangka raya' }), palangkaRaya);
  });

  test('is read latest first, page after page, without gap or repetition', async () => {
    const read: string[] = [];
    const sizes: number[] = [];
    let after = '';
    for (let more = true; more; ) {
      const page = await trail(`first: 2, kind: "${kind}" ${after}`);
      if (typeof page === 'string') throw new Error(page);
      read.push(...page.edges.map(({ node }) => node.object));
      sizes.push(page.edges.length);
      if (sizes.length === 1) await record(handedOver({ kind, object: 'later' })); // moves no page that follows
      after = `, after: "${page.pageInfo.endCursor}"`;
      more = page.pageInfo.hasNextPage;
    }
    expect(read).toEqual([...objects].reverse());
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('shows no deed of another city, whatever is asked', async () => {
    const here = await trail(`first: 100`);
    const there = await trail(`first: 100, kind: "${kind}"`, ['AUDITOR'], palangkaRaya);
    if (typeof here === 'string' || typeof there === 'string') throw new Error('refused');
    expect(JSON.stringify(here)).not.toContain('kenari');
    expect(there.edges.map(({ node }) => node.reason)).toEqual(['kenari palangka raya']);
    expect(await trail(`first: 1, object: "${objects[0]}"`, ['ADMIN'], palangkaRaya)).toMatchObject({
      edges: [],
    });
  });

  test.each<Role>(['DONOR', 'TREASURER', 'HEAD', 'DISTRICT', 'BPJS', 'MAYOR', 'OPERATOR'])(
    'is not for %s',
    async (role) => expect(await trail('first: 1', [role])).toBe('FORBIDDEN'),
  );

  test.each<Role>(['ADMIN', 'AUDITOR'])('is for %s', async (role) =>
    expect(await trail('first: 1', [role])).toMatchObject({ edges: [expect.anything()] }),
  );

  test.each(['first: 0', 'first: 101', 'first: 1, after: "bukan"'])('refuses %s', async (args) =>
    expect(await trail(args)).toMatch(/^PAGE_(SIZE|CURSOR)_REFUSED$/),
  );
});

describe('a pace', () => {
  const pace = { act: 'coverageCheck', perMinute: 3, perDay: 100 };
  const question = {
    text: `select day::date as "on" from unnest($1::text[]) as day order by day desc`,
    values: [['2026-11-21', '2026-11-22']],
  };
  const asks = (subject: string, object: string, city: City = semarang) =>
    world.db.inCity(city, async (tx) => {
      const rows = await askInPace<{ on: string }>(tx, subject, pace, question);
      recordDeed(tx, { by: { subject, roles: ['BPJS'] }, act: pace.act, kind: 'Worker', object });
      return rows;
    });

  test('is kept by whoever asks about few, who gets the rows in their order, days as days', async () => {
    expect(await asks(randomUUID(), 'a')).toEqual([{ on: '2026-11-22' }, { on: '2026-11-21' }]);
  });

  test('of one person counts different people, in one city, and nobody else has less for it', async () => {
    const [many, other] = [randomUUID(), randomUUID()];
    for (const object of ['a', 'a', 'b', 'a', 'c']) await asks(many, object);
    await expect(asks(many, 'd')).rejects.toMatchObject({ code: 'ASKED_TOO_OFTEN' });
    await expect(asks(many, 'a')).rejects.toMatchObject({ code: 'ASKED_TOO_OFTEN' });
    await asks(many, 'd', palangkaRaya);
    await asks(other, 'd');
  });
});
