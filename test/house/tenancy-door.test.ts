import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { City, InCity } from '@lindungi/tenancy';
import { ask, DoorWorld, NOTHING, Note, note, palangkaRaya, semarang } from './door-world';

const world = new DoorWorld();
const count = (city: City) => world.count(city);

beforeAll(() => world.start());
beforeEach(() => world.empty());
afterAll(() => world.stop());

describe('reading', () => {
  beforeEach(async () => {
    await world.db.inCity(semarang, async (tx) => tx.insert(Note, [note('satu'), note('dua')]));
    await world.db.inCity(palangkaRaya, async (tx) => tx.insert(Note, note('isen')));
  });

  test('sees one city, and an unbound reader sees nothing', async () => {
    expect([await count(semarang), await count(palangkaRaya)]).toEqual([2, 1]);
    expect(await world.leftBehind()).toEqual(NOTHING);
    const bare = await ask(world.url('door'), 'select 1 from door.note');
    expect(bare).toEqual([]);
  });

  test('keeps its city while many read at once on one connection', async () => {
    const cities = Array.from({ length: 30 }, (_, at) => (at % 3 ? semarang : palangkaRaya));
    expect(await Promise.all(cities.map(count))).toEqual(cities.map((city) => (city === semarang ? 2 : 1)));
  });

  test.each([
    ['a mistake in the statement', 'selec 1', []],
    ['a mistake in the data', 'select 1 / (count(*) - count(*)) from note', []],
    ['an unsafe number', 'select 9007199254740993::bigint as n', []],
    [
      'a value nobody can write',
      'select $1::text',
      [
        {
          toPostgres: () => {
            throw new RangeError('no');
          },
        },
      ],
    ],
  ])('leaves no binding after %s', async (_, text, values) => {
    for (let again = 0; again < 2; again++)
      await expect(world.db.read(semarang, text, values)).rejects.toThrow();
    expect(await world.leftBehind()).toEqual(NOTHING);
    expect(await count(palangkaRaya)).toBe(1);
  });

  test('cannot write', async () => {
    await expect(world.db.read(semarang, `delete from note`)).rejects.toThrow(/read-only/);
    expect(await count(semarang)).toBe(2);
  });

  test('takes the city as a value, never as SQL', async () => {
    const hostile = { ...semarang, code: `3374'; reset role; --` };
    expect(await count(hostile)).toBe(0);
  });

  test('fails on a connection that missed its opening, and never answers unbound', async () => {
    await world.db.inCity(semarang, (tx) => tx.query('deallocate all'));
    await expect(count(semarang)).rejects.toThrow(/prepared statement .* does not exist/);
    expect(await count(semarang)).toBe(2); // by a fresh connection
  });

  test('gives times as ISO text, dates as text, bigints as numbers', async () => {
    const rows = await world.db.read(
      semarang,
      `select timestamptz '2026-11-22 07:00:00.5+07' as at, date '2026-11-22' as day,
              42000::bigint as amount, null::timestamptz as none, array[date '2026-01-01'] as days, '{"a":1}'::jsonb as more`,
    );
    expect(rows).toEqual([
      {
        at: '2026-11-22T00:00:00.500Z',
        day: '2026-11-22',
        amount: 42000,
        none: null,
        days: ['2026-01-01'],
        more: { a: 1 },
      },
    ]);
  });
});

describe('a use case', () => {
  test('keeps everything or nothing, whatever it is that fails', async () => {
    const refused = [
      async (tx: InCity) => tx.insert(Note, [note('baik'), note('')]), // refused by a check
      async (tx: InCity) => {
        tx.insert(Note, note('baik'));
        await tx.query('select 1');
        throw new Error('on purpose');
      },
      async (tx: InCity) => {
        await tx.db.insert(Note, note('baik') as Note & { more: never });
        tx.write('selec');
      },
    ];
    for (const work of refused) await expect(world.db.inCity(semarang, work)).rejects.toThrow();
    expect(await count(semarang)).toBe(0);
    expect(await world.leftBehind()).toEqual(NOTHING);
  });

  test('throws what its work throws, as it was', async () => {
    const mine = new Error('mine');
    await expect(world.db.inCity(semarang, () => Promise.reject(mine))).rejects.toBe(mine);
  });

  test('cannot commit past a failure it kept silent about', async () => {
    const silent = world.db.inCity(semarang, async (tx) => {
      tx.insert(Note, note('baik'));
      await tx.query('select 1 / 0').catch(() => {});
    });
    await expect(silent).rejects.toThrow('Nothing was kept');
    expect(await count(semarang)).toBe(0);
  });

  test('sees what it wrote, in the order it wrote, by either way', async () => {
    const counts = await world.db.inCity(semarang, async (tx) => {
      tx.insert(Note, [note('satu'), note('dua', { more: ['a', 1] })]);
      tx.write(`update note set words = 'tiga' where words = $1`, ['dua']);
      expect(await tx.flush()).toEqual([1, 1, 1]);
      tx.insert(Note, note('empat'));
      const [first] = await tx.query<{ n: number }>('select count(*) as n from note');
      tx.insert(Note, note('lima'));
      const found = await tx.db.find(Note, { where: { words: 'tiga' } });
      expect(found.map(({ more, cityId }) => [more, cityId])).toEqual([[['a', 1], '3374']]);
      return [first?.n, await tx.db.count(Note)];
    });
    expect(counts).toEqual([3, 4]);
    expect(await count(semarang)).toBe(4);
  });

  test('may ask many things at once', async () => {
    const asked = (tx: InCity) =>
      Promise.all(
        [1, 2, 3, 4, 5].map((n) =>
          n % 2 ? tx.query<{ n: number }>('select $1::int as n', [n]) : tx.db.find(Note),
        ),
      );
    expect((await world.db.inCity(semarang, asked)).flat()).toEqual([{ n: 1 }, { n: 3 }, { n: 5 }]);
  });

  test('cannot write into another city, by no way', async () => {
    const foreign = { ...note('asing'), cityId: '6271' };
    const ways = [
      async (tx: InCity) => tx.insert(Note, foreign),
      async (tx: InCity) => void (await tx.db.insert(Note, foreign as Note & { more: never })),
      async (tx: InCity) =>
        tx.write(`insert into note (city_id, id, words) values ('6271', $1, 'asing')`, [randomUUID()]),
    ];
    for (const way of ways)
      await expect(world.db.inCity(semarang, way)).rejects.toThrow(/row-level security/);
    expect(await count(palangkaRaya)).toBe(0);
  });

  test('is over when it is over', async () => {
    let kept: InCity | undefined;
    await world.db.inCity(semarang, async (tx) => {
      kept = tx;
      await tx.db.count(Note);
    });
    await expect(kept?.query('select 1')).rejects.toThrow('has ended');
    expect(() => kept?.write('select 1')).toThrow('has ended');
    await expect(kept?.db.count(Note)).rejects.toThrow();
    expect(await count(semarang)).toBe(0);
  });

  test('rolls back to a savepoint inside', async () => {
    await world.db.inCity(semarang, async (tx) => {
      tx.insert(Note, note('tetap'));
      const inner = tx.db.transaction(async (em) => {
        await em.query(`insert into note (city_id, id, words) values ('3374', gen_random_uuid(), 'hilang')`);
        throw new Error('inner');
      });
      await expect(inner).rejects.toThrow('inner');
    });
    expect(await count(semarang)).toBe(1);
  });

  test('does not hand on a connection that has forgotten what it prepared', async () => {
    await count(semarang);
    const forgetful = world.db.inCity(semarang, async (tx) => {
      await tx.query('select 1');
      await tx.query('deallocate all');
      await tx.query('select 1');
    });
    await expect(forgetful).rejects.toThrow(/does not exist/);
    expect(await count(semarang)).toBe(0);
  });

  test.each([
    ['between two questions', true],
    ['while one is being answered', false],
  ])('survives its connection being killed %s', async (_, between) => {
    const kill = (pid: number) => ask(world.url(), 'select pg_terminate_backend($1)', [pid]);
    const killed = world.db.inCity(semarang, async (tx) => {
      tx.insert(Note, note('hilang'));
      const [me] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      if (between) {
        await kill(me?.pid ?? 0);
        await new Promise((done) => setTimeout(done, 50));
      } else setTimeout(() => void kill(me?.pid ?? 0), 50);
      await tx.query('select pg_sleep(2)');
    });
    await expect(killed).rejects.toThrow();
    expect(await count(semarang)).toBe(0); // and the pool of one has a new connection
  });

  test('makes a waiting caller wait, and lets it in', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        world.db.inCity(at % 2 ? semarang : palangkaRaya, async (tx) => tx.insert(Note, note('x'))),
      ),
    );
    expect(results).toHaveLength(10);
    expect(await world.leftBehind()).toEqual(NOTHING);
    expect([await count(semarang), await count(palangkaRaya)]).toEqual([5, 5]);
  });
});
