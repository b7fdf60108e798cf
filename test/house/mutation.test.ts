import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { asMutation, type Context, type Refusal, SignInNeeded } from '@lindungi/subgraph';
import { DoorWorld, Note, note, semarang } from './door-world';

interface Payload {
  id?: string | null;
  notes?: number;
  errors: Refusal[];
}

const world = new DoorWorld();
const subject = randomUUID();
beforeAll(() => world.start(), 60_000);
afterAll(() => world.stop());
let read = 0;
beforeEach(() => {
  read = 0;
});

const asking = (who: string | null): Pick<Context, 'principal' | 'language' | 'inCity'> => ({
  principal: {
    ...{ kind: 'CALL', city: semarang, subject: who, roles: ['ADMIN'], area: null, language: 'id', exp: 0 },
  },
  language: 'id',
  inCity: (work) => world.db.inCity(semarang, work),
});

/** A mutation as services write them: it keeps a note, and reads how many of these words there are. */
const keeps = (input: { words: string; idempotencyKey: string }, who: string | null = subject) =>
  asMutation<Payload, string>(
    asking(who),
    { mutation: 'keepNote', input },
    async (tx, by) => {
      const more = note(input.words, { more: by });
      tx.insert(Note, more);
      if (input.words === 'tidak') throw new SignInNeeded(); // any refusal of the domain
      return more.id!;
    },
    async (id) => {
      read++;
      const [found] = await world.db.read<{ notes: number }>(
        semarang,
        'select count(*)::int as notes from note where city_id = $1 and words = $2',
        [semarang.code, input.words],
      );
      return { id, notes: found!.notes };
    },
  );

test('a mutation is done once for each key, by somebody who is named; a replay is read anew', async () => {
  const first = await keeps({ words: 'satu', idempotencyKey: 'a' });
  expect(first).toMatchObject({ notes: 1, errors: [] });
  await keeps({ words: 'satu', idempotencyKey: 'b' });
  expect(await keeps({ words: 'satu', idempotencyKey: 'a' })).toEqual({ ...first, notes: 2 });
  const [kept] = await world.db.read<{ more: unknown }>(
    semarang,
    'select more from note where city_id = $1 and id = $2',
    [semarang.code, first.id],
  );
  expect(kept?.more).toEqual({ subject, roles: ['ADMIN'] });
});

test('the same key for another input is refused, and another person may use it', async () => {
  await keeps({ words: 'dua', idempotencyKey: 'c' });
  const other = await keeps({ words: 'lain', idempotencyKey: 'c' });
  expect(other.errors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  expect((await keeps({ words: 'lain', idempotencyKey: 'c' }, randomUUID())).errors).toEqual([]);
});

test('what the domain refuses leaves nothing, reads nothing, and may be asked again', async () => {
  for (const _ of [1, 2]) {
    const refused = await keeps({ words: 'tidak', idempotencyKey: 'd' });
    expect(refused).toEqual({
      errors: [{ code: 'UNAUTHENTICATED', message: 'Silakan masuk terlebih dahulu.' }],
    });
  }
  expect(read).toBe(0);
  expect(
    await world.db.read(semarang, `select from note where city_id = $1 and words = 'tidak'`, [semarang.code]),
  ).toEqual([]);
});

test('a visitor is sent to sign in, not answered with a payload', async () => {
  await expect(keeps({ words: 'tamu', idempotencyKey: 'e' }, null)).rejects.toThrow(SignInNeeded);
});
