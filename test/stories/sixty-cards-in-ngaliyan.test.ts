import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, inventedBirth, inventedKpj, inventedNik, mutate, post, type Visitor } from '@lindungi/cli';
import { Client } from 'pg';
import type { CityWorld } from '../support/city-world';
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

interface Printed {
  printed: number;
  files: { name: string; mediaType: string; content: string }[];
  refused: { row: number; code: string }[];
}
const prints = (officer: Visitor, input: Record<string, unknown>) =>
  mutate<Printed>(
    officer,
    'printCards',
    input,
    'printed files { name mediaType content } refused { row code }',
  );

/** What the SVG of a worker's card says: the code, and what its QR opens. */
async function codeOf(workerId: string): Promise<string> {
  const key = `code-${workerId}-${Math.random()}`;
  const { files } = await prints(camat, { workerIds: [workerId], format: 'SVG', idempotencyKey: key });
  const svg = Buffer.from(files[0]?.content ?? '', 'base64').toString();
  return />((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</.exec(svg)?.[1] ?? '';
}

type Verification = { valid: boolean; protectedUntil: string | null; city: string | null };
const verified = async (code: string, city = semarang) =>
  (
    await ask<{ verifyCard: Verification }>(
      city.public,
      'query($code: String!) { verifyCard(code: $code) { valid protectedUntil city } }',
      { code },
    )
  ).verifyCard;
const NOTHING = { valid: false, protectedUntil: null, city: null };

interface Listed {
  edges: {
    node: {
      kpj: string;
      state: string;
      handedOn: string | null;
      handedTo: string | null;
      worker: { id: string; name: string };
    };
  }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
async function listed(officer: Visitor, args: string): Promise<Listed['edges'][number]['node'][]> {
  const all: Listed['edges'] = [];
  let after = '';
  for (let more = true; more; ) {
    const query = `{ cards(first: 25, ${args} ${after}) { edges { node { kpj state handedOn handedTo worker { id name } } }
      pageInfo { hasNextPage endCursor } } }`;
    const { cards } = await ask<{ cards: Listed }>(officer, query);
    all.push(...cards.edges);
    more = cards.pageInfo.hasNextPage;
    after = `, after: "${cards.pageInfo.endCursor}"`;
  }
  return all.map(({ node }) => node);
}

const marks = (officer: Visitor, workerIds: string[], key: string, more = {}) =>
  mutate<{ handedOver: number; refused: { row: number; code: string }[] }>(
    officer,
    'markCardHandedOver',
    { workerIds, on: '2026-11-22', to: 'WORKER', idempotencyKey: key, ...more },
    'handedOver refused { row code }',
  );

describe('sixty cards in Ngaliyan', () => {
  test('wait, the day BPJS has given the numbers, by the names of their workers', async () => {
    const list = await listed(camat, `kecamatan: "${NGALIYAN}"`);
    expect(list).toHaveLength(60);
    expect(new Set(list.map(({ state }) => state))).toEqual(new Set(['WAITING']));
    const names = list.map(({ worker }) => worker.name);
    expect(names).toEqual([...names].sort());
    expect(list.every(({ kpj }) => /^•{7}\d{4}$/.test(kpj))).toBe(true);
  });

  test('cannot be handed over before they are printed', async () => {
    const { handedOver, refused } = await marks(camat, [workers[0]!, waiting], 'early');
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
    const { printed, files, refused } = await prints(camat, input);
    expect([printed, refused]).toEqual([60, [{ row: 61, code: 'CARD_NOT_ISSUED' }]]);
    expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['kartu-2026-11-22.pdf', 'application/pdf'],
    ]);
    const pdf = Buffer.from(files[0]?.content ?? '', 'base64').toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(8);
    const states = (await listed(camat, `state: PRINTED`)).length;
    expect(states).toBe(60);
  });

  test('are handed over: fifty-nine to the workers, one to a wife', async () => {
    const first = await marks(camat, workers.slice(0, 59), 'table');
    const last = await marks(camat, workers.slice(59), 'wife', { to: 'FAMILY' });
    expect([first, last]).toMatchObject([
      { handedOver: 59, refused: [] },
      { handedOver: 1, refused: [] },
    ]);
    expect(await marks(camat, workers.slice(0, 59), 'table')).toEqual(first); // the line was bad, and she sent it again
    const handed = await listed(camat, `state: HANDED_OVER`);
    expect(handed).toHaveLength(60);
    expect(handed.filter(({ handedTo }) => handedTo === 'FAMILY').map(({ worker }) => worker.id)).toEqual([
      workers[59],
    ]);
    const again = await marks(camat, [workers[0]!], 'again');
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
    expect((await listed(camat, `state: PRINTED`)).map(({ worker }) => worker.id)).toEqual([workers[7]]);
    const twice = mutate(camat, 'undoCardHandedOver', { ...wrong, idempotencyKey: 'twice' }, 'undone');
    await expect(twice).rejects.toThrow('CARD_NOT_HANDED_OVER');
    expect((await marks(camat, [workers[7]!], 'right')).handedOver).toBe(1);
  });

  test('of another kecamatan are as absent as those that never were', async () => {
    const elsewhere = semarang.city.kecamatan.find(({ code }) => code !== NGALIYAN)!;
    const [other = ''] = await registered(await semarang.as('admin'), 1, elsewhere.kelurahan[0]!.code, 500);
    for (const id of [other, '00000000-0000-4000-8000-000000000000']) {
      const { printed, refused } = await prints(camat, { workerIds: [id], idempotencyKey: `foreign-${id}` });
      expect([printed, refused]).toEqual([0, [{ row: 1, code: 'WORKER_NOT_FOUND' }]]);
    }
    expect(await listed(camat, `kecamatan: "${elsewhere.code}"`)).toEqual([]);
    const donor = await semarang.donor('Bu Sari');
    const { errors } = await post(donor.visitor, '{ cards(first: 1) { edges { node { id } } } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('a stranger checks a card', () => {
  test('and learns that it is valid, until when, and of which city; nothing else', async () => {
    const code = await codeOf(workers[0]!);
    expect(await verified(code.toLowerCase().replaceAll('-', ' '))).toEqual({
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
    const code = await codeOf(workers[1]!);
    const nobodys = code.replace(/.$/, (it) => (it === '0' ? '1' : '0'));
    for (const typed of [nobodys, '', workers[1]!, kpjs[1]!]) expect(await verified(typed)).toEqual(NOTHING);
    const palangkaRaya = lindungi.city('6271-kota-palangka-raya');
    expect(await verified(code, palangkaRaya)).toEqual(NOTHING);
    const pages = await Promise.all(
      [`3374/${nobodys}`, `6271/${code}`].map(async (path) =>
        (await fetch(`${lindungi.house.urls.gateway}/kartu/${path}`)).text(),
      ),
    );
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain('Kartu tidak berlaku');
  });

  test('once it was lost, the old code is worth nothing, and the next card has another', async () => {
    const lost = await codeOf(workers[2]!);
    const input = { workerId: workers[2], reason: 'kartu hilang di pasar', idempotencyKey: 'lost' };
    await mutate(camat, 'revokeCard', input, 'revoked');
    expect(await verified(lost)).toEqual(NOTHING);
    const next = await codeOf(workers[2]!);
    expect(next).not.toBe(lost);
    expect(await verified(next)).toMatchObject({ valid: true });
    expect(await verified(lost)).toEqual(NOTHING);
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
    const query = (after: string) => `{ beneficiariesTrail(first: 100, kind: "Card"${after}) {
      edges { node { act roles reason after } } pageInfo { hasNextPage endCursor } } }`;
    type Deeds = {
      edges: { node: { act: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    const acts = new Map<string, number>();
    let after = '';
    for (let more = true; more; ) {
      const found = await ask<{ beneficiariesTrail: Deeds }>(await semarang.as('admin'), query(after));
      const { edges, pageInfo } = found.beneficiariesTrail;
      for (const { node } of edges) acts.set(node.act, (acts.get(node.act) ?? 0) + 1);
      for (const kpj of kpjs) expect(JSON.stringify(edges)).not.toContain(kpj);
      more = pageInfo.hasNextPage;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(Object.fromEntries(acts)).toMatchObject({
      recordCards: 60,
      markCardHandedOver: 61,
      undoCardHandedOver: 1,
      revokeCard: 1,
    });
  });

  test('and no KPJ lies in the open in any table', async () => {
    const client = new Client({ connectionString: lindungi.house.adminUrls.beneficiaries });
    await client.connect();
    try {
      const { rows: tables } = await client.query(
        `select relname from pg_class where relnamespace = 'beneficiaries'::regnamespace and relkind = 'r'`,
      );
      for (const { relname } of tables) {
        const { rows } = await client.query(
          `select 1 from beneficiaries.${relname} t where t::text ~ any($1::text[]) limit 1`,
          [[kpjs[0], kpjs[59]]],
        );
        expect([relname, rows]).toEqual([relname, []]);
      }
    } finally {
      await client.end();
    }
  });

  test('and every invariant of every service holds', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});
