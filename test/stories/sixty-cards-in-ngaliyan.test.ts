import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inventedBirth, inventedKpj, inventedNik, mutate, post, type Visitor } from '@lindungi/cli';
import { cardsSeenBy, codeOf, handsOver, printsCards, verified } from '../support/cards';
import type { CityWorld } from '../support/city-world';
import { everyPage } from '../support/pages';
import { tablesWith } from '../support/tables';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let camat: Visitor;
let workers: string[] = [];
/** The sixty-first, to whom BPJS has given no number yet. */
let waiting = '';

const NGALIYAN = '33.74.15';
const KELURAHAN = '33.74.15.1007';
const kpjs = Array.from({ length: 60 }, (_, at) => inventedKpj(7000 + at));

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  camat = await semarang.as('camat');
  const all = await registered(camat, 61, KELURAHAN);
  workers = all.slice(0, 60);
  waiting = all[60] ?? '';
  const cards = workers.map((workerId, at) => ({ workerId, kpj: kpjs[at], issuedOn: '2026-11-20' }));
  const input = { cards, idempotencyKey: 'delivery' };
  await mutate(await semarang.as('bpjs'), 'recordCards', input, 'recorded');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function registered(officer: Visitor, count: number, kelurahan: string, from = 0): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, at) => ({
    name: `Pekerja ${String.fromCharCode(65 + (at % 26))}${'abc'[Math.floor(at / 26)]}`,
    nik: inventedNik(8000 + from + at),
    birthDate: inventedBirth(8000 + from + at),
    occupation: 'PEDAGANG_SAYUR',
    kelurahan,
    relation: 'CITY_LIST',
    consent: { channel: 'PAPER', declaredBy: 'WORKER', textVersion: 'uji-1', on: '2026-11-20' },
    sample: true,
  }));
  type Imported = { workers: { id: string }[]; refused: unknown[] };
  const input = { rows, idempotencyKey: `list-${kelurahan}` };
  const found = await mutate<Imported>(officer, 'importWorkers', input, 'workers { id } refused { code }');
  expect(found.refused).toEqual([]);
  return found.workers.map(({ id }) => id);
}

const NOTHING = { valid: false, protectedUntil: null, city: null };

describe('sixty cards in Ngaliyan', () => {
  test('wait, the day BPJS has given the numbers, by the names of their workers', async () => {
    const list = await cardsSeenBy(camat, `kecamatan: "${NGALIYAN}"`);
    expect(list).toHaveLength(60);
    expect(new Set(list.map(({ state }) => state))).toEqual(new Set(['WAITING']));
    const names = list.map(({ worker }) => worker.name);
    expect(names).toEqual([...names].sort());
    expect(list.every(({ kpj }) => /^•{7}\d{4}$/.test(kpj))).toBe(true);
  });

  test('cannot be handed over before they are printed', async () => {
    const { handedOver, refused } = await handsOver(camat, [workers[0]!, waiting], 'early');
    expect([handedOver, refused]).toEqual([
      0,
      [
        { row: 1, code: 'CARD_NOT_PRINTED' },
        { row: 2, code: 'CARD_NOT_ISSUED' },
      ],
    ]);
  });

  test('are printed on eight sheets; who has no number yet is left out by name', async () => {
    const input = { workerIds: [...workers, waiting], idempotencyKey: 'ceremony' };
    const { printed, files, refused } = await printsCards(camat, input);
    expect([printed, refused]).toEqual([60, [{ row: 61, code: 'CARD_NOT_ISSUED' }]]);
    expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['kartu-2026-11-22.pdf', 'application/pdf'],
    ]);
    const pdf = Buffer.from(files[0]?.content ?? '', 'base64').toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(8);
    const states = (await cardsSeenBy(camat, `state: PRINTED`)).length;
    expect(states).toBe(60);
  });

  test('are handed over: fifty-nine to the workers, one to a wife', async () => {
    const first = await handsOver(camat, workers.slice(0, 59), 'table');
    const last = await handsOver(camat, workers.slice(59), 'wife', { to: 'FAMILY' });
    expect([first, last]).toMatchObject([
      { handedOver: 59, refused: [] },
      { handedOver: 1, refused: [] },
    ]);
    expect(await handsOver(camat, workers.slice(0, 59), 'table')).toEqual(first); // the line was bad, and she sent it again
    const handed = await cardsSeenBy(camat, `state: HANDED_OVER`);
    expect(handed).toHaveLength(60);
    expect(handed.filter(({ handedTo }) => handedTo === 'FAMILY').map(({ worker }) => worker.id)).toEqual([
      workers[59],
    ]);
    const again = await handsOver(camat, [workers[0]!], 'again');
    expect(again.refused).toEqual([{ row: 1, code: 'CARD_ALREADY_HANDED_OVER' }]);
  });

  test('one wrong mark is undone, with a reason, and not twice', async () => {
    const wrong = {
      workerId: workers[7],
      reason: 'tertukar dengan nama yang mirip',
      idempotencyKey: 'wrong',
    };
    const undone = await mutate<{ undone: boolean }>(camat, 'undoCardHandedOver', wrong, 'undone');
    expect(undone).toMatchObject({ undone: true });
    expect((await cardsSeenBy(camat, `state: PRINTED`)).map(({ worker }) => worker.id)).toEqual([workers[7]]);
    const twice = mutate(camat, 'undoCardHandedOver', { ...wrong, idempotencyKey: 'twice' }, 'undone');
    await expect(twice).rejects.toThrow('CARD_NOT_HANDED_OVER');
    expect((await handsOver(camat, [workers[7]!], 'right')).handedOver).toBe(1);
  });

  test('of another kecamatan are as absent as those that never were', async () => {
    const elsewhere = semarang.city.kecamatan.find(({ code }) => code !== NGALIYAN)!;
    const [other = ''] = await registered(await semarang.as('admin'), 1, elsewhere.kelurahan[0]!.code, 500);
    for (const id of [other, '00000000-0000-4000-8000-000000000000']) {
      const { printed, refused } = await printsCards(camat, {
        workerIds: [id],
        idempotencyKey: `foreign-${id}`,
      });
      expect([printed, refused]).toEqual([0, [{ row: 1, code: 'WORKER_NOT_FOUND' }]]);
    }
    expect(await cardsSeenBy(camat, `kecamatan: "${elsewhere.code}"`)).toEqual([]);
    const donor = await semarang.donor('Bu Sari');
    const { errors } = await post(donor.visitor, '{ cards(first: 1) { edges { node { id } } } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('a stranger checks a card', () => {
  test('and learns that it is valid, until when, and of which city; nothing else', async () => {
    const code = await codeOf(camat, workers[0]!);
    expect(await verified(semarang.public, code.toLowerCase().replaceAll('-', ' '))).toEqual({
      valid: true,
      protectedUntil: null,
      city: 'Kota Semarang',
    });
    const opened = await fetch(`${lindungi.house.urls.gateway}/kartu/3374/${code}`);
    const page = await opened.text();
    expect([opened.status, page]).toEqual([200, expect.stringContaining('Kartu berlaku')]);
    expect(page).not.toMatch(/Pekerja [A-Z]|\d{4} \d{4} \d{3}/);
    expect(page).not.toContain(workers[0]);
    expect(page).not.toContain(kpjs[0]);
  });

  test('of a code of nobody, of another city, and of no code at all, learns the same nothing', async () => {
    const code = await codeOf(camat, workers[1]!);
    const nobodys = code.replace(/.$/, (it) => (it === '0' ? '1' : '0'));
    for (const typed of [nobodys, '', workers[1]!, kpjs[1]!])
      expect(await verified(semarang.public, typed)).toEqual(NOTHING);
    const palangkaRaya = lindungi.city('6271-kota-palangka-raya');
    expect(await verified(palangkaRaya.public, code)).toEqual(NOTHING);
    const pages = await Promise.all(
      [`3374/${nobodys}`, `6271/${code}`].map(async (path) =>
        (await fetch(`${lindungi.house.urls.gateway}/kartu/${path}`)).text(),
      ),
    );
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain('Kartu tidak berlaku');
  });

  test('once it was lost, the old code is worth nothing, and the next card has another', async () => {
    const lost = await codeOf(camat, workers[2]!);
    const input = { workerId: workers[2], reason: 'kartu hilang di pasar', idempotencyKey: 'lost' };
    await mutate(camat, 'revokeCard', input, 'revoked');
    expect(await verified(semarang.public, lost)).toEqual(NOTHING);
    const next = await codeOf(camat, workers[2]!);
    expect(next).not.toBe(lost);
    expect(await verified(semarang.public, next)).toMatchObject({ valid: true });
    expect(await verified(semarang.public, lost)).toEqual(NOTHING);
  });

  test('who asks too often has to wait, by whichever door', async () => {
    const address = `${lindungi.house.urls.gateway}/kartu/3374/TEBAK-TEBAK-TEBAK-`;
    const page = async (at: number) => {
      const answered = await fetch(address + at);
      await answered.text();
      return answered.status;
    };
    const asked = async (at: number) => {
      const { errors } = await post(semarang.public, `{ verifyCard(code: "tebak-${at}") { valid } }`);
      return errors?.[0]?.extensions?.code ?? 'ANSWERED';
    };
    const statuses = new Set<number>();
    const codes = new Set<unknown>();
    for (let round = 0; round < 20 && !(statuses.has(429) && codes.has('TOO_MANY_CHECKS')); round++) {
      const flood = Array.from({ length: 300 }, (_, at) => page(round * 300 + at));
      for (const status of await Promise.all(flood)) statuses.add(status);
      const curious = Array.from({ length: 30 }, (_, at) => asked(round * 30 + at));
      for (const code of await Promise.all(curious)) codes.add(code);
    }
    expect([...statuses].sort()).toEqual([200, 429]);
    expect(codes).toContain('TOO_MANY_CHECKS');
  });
});

describe('what was done', () => {
  test('is in the trail, card by card, and no number of a person is', async () => {
    const deeds = await everyPage<{ act: string }>(await semarang.as('admin'), {
      list: 'beneficiariesTrail',
      args: 'first: 100, kind: "Card"',
      fields: 'act roles reason after',
    });
    for (const kpj of kpjs) expect(JSON.stringify(deeds)).not.toContain(kpj);
    const acts = new Map<string, number>();
    for (const { act } of deeds) acts.set(act, (acts.get(act) ?? 0) + 1);
    expect(Object.fromEntries(acts)).toMatchObject({
      recordCards: 60,
      markCardHandedOver: 61,
      undoCardHandedOver: 1,
      revokeCard: 1,
    });
  });

  test('and no KPJ lies in the open in any table', async () => {
    expect(await tablesWith(lindungi.house, [kpjs[0]!, kpjs[59]!])).toEqual([]);
  });

  test('and every invariant of every service holds', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});
