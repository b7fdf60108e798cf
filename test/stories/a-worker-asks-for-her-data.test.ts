import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ask,
  eventually,
  inventedBirth,
  inventedKpj,
  inventedNik,
  mutate,
  post,
  type Visitor,
} from '@lindungi/cli';
import { Client } from 'pg';
import type { CityWorld } from '../support/city-world';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld, PledgeInWorld } from '../support/people';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let sari: DonorInWorld;
let siti = '';
let budi = '';
let pledge: PledgeInWorld;
let keys = 0;

/** What is only hers: none of it may be anywhere when she is gone. */
const NAME = 'Kenariwati Sumbangsih';
const CORRECTED = 'Kenariwati Sumbangasih';
const NIK = inventedNik(9100);
const BIRTH = inventedBirth(9100);
const PHONE = '081298765432';
const KPJ = inventedKpj(9100);
const KELURAHAN = '33.74.15.1007';
const canaries = ['Kenariwati', 'Sumbang', NIK, NIK.slice(4), '81298765432', '76543', KPJ, KPJ.slice(3)];

const key = () => `key-${++keys}`;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  sari = await semarang.donor('Bu Sari');
  siti = await registers(NAME, NIK, BIRTH, PHONE);
  const card = { workerId: siti, kpj: KPJ, issuedOn: '2026-11-20' };
  await mutate(
    await semarang.as('bpjs'),
    'recordCards',
    { cards: [card], idempotencyKey: key() },
    'recorded',
  );
  await mutate(
    await semarang.as('camat'),
    'printCards',
    { workerIds: [siti], idempotencyKey: key() },
    'printed',
  );
  const seen = { workerId: siti, reason: `${NAME} lupa nomornya, diminta di loket` };
  await mutate(admin, 'revealNik', seen, 'nik');
  pledge = await sari.offers({ worker: { id: siti }, firstMonth: '2026-12', months: 3 });
  await sari.invoiceFor(pledge);
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function registers(name: string, nik: string, birthDate: string, phone?: string): Promise<string> {
  const consent = { channel: 'PAPER', declaredBy: 'WORKER', textVersion: 'uji-1', on: '2026-11-20' };
  const about = { occupation: 'PEDAGANG_SAYUR', kelurahan: KELURAHAN, relation: 'CITY_LIST', sample: true };
  const input = { name, nik, birthDate, phone, ...about, consent, idempotencyKey: key() };
  const { worker } = await mutate<{ worker: { id: string } }>(
    admin,
    'registerWorker',
    input,
    'worker { id }',
  );
  return worker.id;
}

interface RequestSeen {
  id: string;
  state: string;
  askedAt: string;
  dueAt: string;
  overdue: boolean;
}
async function asks(kind: string, officer = admin, workerId = siti): Promise<RequestSeen> {
  const input = { workerId, kind, askedBy: 'WORKER', channel: 'COUNTER', idempotencyKey: key() };
  const selection = 'request { id state askedAt dueAt overdue }';
  return (await mutate<{ request: RequestSeen }>(officer, 'recordDataRequest', input, selection)).request;
}
const answers = <T>(mutation: string, requestId: string, selection: string, more = {}): Promise<T> =>
  mutate<T>(admin, mutation, { requestId, ...more, idempotencyKey: key() }, selection);

interface Departure {
  freed: string[];
  protectedUntil: string | null;
  waits: boolean;
  warning: string;
}
const DEPARTURE = 'departure { freed protectedUntil waits warning }';

async function inDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: lindungi.house.adminUrls.beneficiaries });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Tables of beneficiaries in which one of these words stands, in any column. */
const tablesWith = (words: readonly string[]): Promise<string[]> =>
  inDatabase(async (client) => {
    const { rows: tables } = await client.query<{ relname: string }>(
      `select relname from pg_class where relnamespace = 'beneficiaries'::regnamespace and relkind = 'r' order by 1`,
    );
    expect(tables.length).toBeGreaterThan(15);
    const found: string[] = [];
    for (const { relname } of tables) {
      const { rows } = await client.query(
        `select 1 from beneficiaries.${relname} t where exists (
           select from unnest($1::text[]) word where position(lower(word) in lower(t::text)) > 0
              or position(encode(convert_to(word, 'UTF8'), 'hex') in t::text) > 0) limit 1`,
        [words],
      );
      if (rows.length > 0) found.push(relname);
    }
    return found;
  });

const stateOf = async (requestId: string): Promise<string | undefined> => {
  const query = '{ dataRequests(first: 50) { edges { node { id state } } } }';
  type Found = { dataRequests: { edges: { node: { id: string; state: string } }[] } };
  const { dataRequests } = await ask<Found>(admin, query);
  return dataRequests.edges.find(({ node }) => node.id === requestId)?.node.state;
};

test('a column without a class is found', async () => {
  await inDatabase((client) => client.query('alter table beneficiaries.worker add column mothers_name text'));
  expect(await lindungi.broken()).toEqual([
    expect.stringMatching(/^every column that is stored has a class.* \(1\)$/),
  ]);
  await inDatabase((client) => client.query('alter table beneficiaries.worker drop column mothers_name'));
  expect(await lindungi.broken()).toEqual([]);
});

describe('Bu Kenariwati asks for her data', () => {
  let request: RequestSeen;

  test('at the counter of her kecamatan, and three days begin', async () => {
    request = await asks('ACCESS', await semarang.as('camat'));
    expect(Date.parse(request.dueAt) - Date.parse(request.askedAt)).toBe(72 * 3_600_000);
    expect(request).toMatchObject({ state: 'OPEN', overdue: false });
  });

  test('the officer of the kecamatan may not answer, a donor may not even ask', async () => {
    const camat = await semarang.as('camat');
    const input = `input: { requestId: "${request.id}", idempotencyKey: "x" }`;
    const refused = await post(camat, `mutation { answerDataAccess(${input}) { files { name } } }`);
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const donor = await post(sari.visitor, '{ dataRequests(first: 1) { edges { node { id } } } }');
    expect(donor.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('and is given everything that is kept, for machines and on paper', async () => {
    type Files = { files: { name: string; mediaType: string; content: string }[] };
    const { files } = await answers<Files>(
      'answerDataAccess',
      request.id,
      'files { name mediaType content }',
    );
    expect(files.map(({ name }) => name)).toEqual([
      'salinan-data-2026-11-22.json',
      'salinan-data-2026-11-22.pdf',
    ]);
    const bytes = files.map(({ content }) => Buffer.from(content, 'base64').toString());
    const data = JSON.parse(bytes[0] ?? '');
    const rows = (table: string) => data.tables.find((it: { table: string }) => it.table === table)?.rows;
    expect(rows('worker')).toEqual([
      expect.objectContaining({
        Nama: NAME,
        NIK,
        'Tanggal lahir': BIRTH,
        Telepon: '+6281298765432',
        Kelurahan: KELURAHAN,
      }),
    ]);
    expect(rows('card')[0]).toMatchObject({ 'Nomor peserta (KPJ)': KPJ });
    expect(rows('protection')).toHaveLength(3);
    expect(rows('nik_reveal')).toEqual([
      expect.objectContaining({ Peran: ['ADMIN'], Alasan: '… … lupa nomornya, diminta di loket' }),
    ]);
    expect(data.elsewhere.map(({ service }: { service: string }) => service)).toEqual(
      expect.arrayContaining(['donors', 'billing', 'benefits']),
    );
    expect(bytes[1]?.slice(0, 5)).toBe('%PDF-');
    expect(await stateOf(request.id)).toBe('ANSWERED');
  });

  test('once: a second answer to the same request is refused', async () => {
    await expect(answers('answerDataAccess', request.id, 'files { name }')).rejects.toThrow(
      'DATA_REQUEST_ANSWERED',
    );
    const nobodys = '00000000-0000-4000-8000-000000000000';
    await expect(answers('answerDataAccess', nobodys, 'files { name }')).rejects.toThrow(
      'DATA_REQUEST_NOT_FOUND',
    );
  });

  test('finds her name misspelt, and has it corrected; the trail says that, and not her name', async () => {
    const { id } = await asks('CORRECTION');
    const same = answers('correctWorker', id, 'worker { name }', { name: NAME });
    await expect(same).rejects.toThrow('NOTHING_TO_CORRECT');
    const away = answers('correctWorker', id, 'worker { name }', {
      kelurahan: semarang.city.kecamatan[0]!.kelurahan[0]!.code,
    });
    await expect(away).rejects.toThrow('OTHER_KECAMATAN');
    const { worker } = await answers<{ worker: { name: string } }>('correctWorker', id, 'worker { name }', {
      name: CORRECTED,
      phone: '0812 7654 3210',
    });
    expect(worker.name).toBe(CORRECTED);
    const query = '{ beneficiariesTrail(first: 1, kind: "Worker") { edges { node { act before after } } } }';
    type Found = {
      beneficiariesTrail: { edges: { node: { act: string; before: string; after: string } }[] };
    };
    const deed = (await ask<Found>(admin, query)).beneficiariesTrail.edges[0]!.node;
    expect([deed.act, JSON.parse(deed.before), JSON.parse(deed.after)]).toEqual([
      'correctWorker',
      { name: 'K••• S•••', phone: '•••32' },
      { name: 'K••• S•••', phone: '•••10' },
    ]);
  });

  test('a request may be refused, and the reason is told', async () => {
    const { id } = await asks('WITHDRAWAL');
    const reason = 'surat kuasa dari pekerja tidak ada';
    const { request: seen } = await answers<{ request: { state: string; refusal: string } }>(
      'refuseDataRequest',
      id,
      'request { state refusal }',
      { reason },
    );
    expect(seen).toEqual({ state: 'REFUSED', refusal: reason });
  });
});

async function inThePool(): Promise<string[]> {
  const query = '{ pool(first: 10) { edges { node { workerId } } } }';
  const { pool } = await ask<{ pool: { edges: { node: { workerId: string } }[] } }>(admin, query);
  return pool.edges.map(({ node }) => node.workerId);
}

describe('Bu Kenariwati asks to be erased', () => {
  let request: RequestSeen;

  test('while December is paid, and BPJS has not answered: nothing new begins, and she is warned', async () => {
    const invoice = await sari.invoiceFor(pledge);
    await sari.pays(invoice);
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
    await eventually(
      () =>
        inDatabase(
          async (client) =>
            (await client.query(`select 1 from beneficiaries.protection where state = 'PAID'`)).rowCount,
        ),
      (paid) => paid === 3,
    );
    const later = await sari.offers({ worker: { id: siti }, firstMonth: '2027-03', months: 3 });
    await eventually(
      () => sari.sees(later),
      (it) => it?.reservation?.state === 'RESERVED',
    );
    request = await asks('ERASURE');
    const { departure } = await answers<{ departure: Departure }>('eraseWorker', request.id, DEPARTURE);
    expect(departure).toMatchObject({
      freed: ['2027-03', '2027-04', '2027-05'],
      protectedUntil: '2027-02',
      waits: true,
    });
    expect(departure.warning).toMatch(/2027/);
    expect(await stateOf(request.id)).toBe('WAITING');
    expect(await tablesWith(['Kenariwati'])).toEqual(['worker']);
    await eventually(
      () => sari.sees(later),
      (it) => it?.reservation?.state === 'RELEASED',
    );
  });

  test('no donor can reserve her any more: she is as unknown as who never was', async () => {
    const again = await sari.offers({ worker: { id: siti }, firstMonth: '2027-06', months: 3 });
    const seen = await eventually(
      () => sari.sees(again),
      (it) => it?.reservation?.state === 'TAKEN',
    );
    expect(seen?.reservation?.reason).toBe('WORKER_UNKNOWN');
  });

  test('when BPJS has answered, nothing in any table of beneficiaries is hers', async () => {
    await semarang.bpjsReceipts('2027-02');
    await eventually(
      () =>
        inDatabase(
          async (client) =>
            (await client.query(`select 1 from beneficiaries.protection where state = 'PROTECTED'`)).rowCount,
        ),
      (done) => done === 3,
    );
    await mutate(sari.visitor, 'offerToPool', { workerId: siti, idempotencyKey: key() }, 'offer { id }');
    expect(await inThePool()).toEqual([siti]);
    lindungi = await lindungi.goesOnAt('2026-11-23');
    semarang = lindungi.city('3374-kota-semarang');
    admin = await semarang.as('admin');
    await eventually(
      () => stateOf(request.id),
      (state) => state === 'ANSWERED',
    );
    await eventually(inThePool, (waiting) => waiting.length === 0); // nobody looks for her donor any more
    expect(await tablesWith(canaries)).toEqual([]);
    expect(await tablesWith([BIRTH])).toEqual([]);
    expect(await tablesWith(['Data dihapus'])).toEqual(['worker']); // and the search does find what is there
  }, 90_000);

  test('her months and the money stay, and her number opens nothing', async () => {
    const query =
      'query($id: ID!) { worker(id: $id) { name nik kelurahan protections { month state } card { kpj } } }';
    type Found = { worker: { name: string; protections: { month: string; state: string }[] } };
    const { worker } = await ask<Found>(admin, query, { id: siti });
    expect(worker).toMatchObject({
      name: 'Data dihapus',
      nik: '99••••••••••••••',
      kelurahan: '33.74.15.0000',
      card: { kpj: '' },
    });
    expect(worker.protections.map(({ month, state }) => [month, state])).toEqual([
      ['2026-12', 'PROTECTED'],
      ['2027-01', 'PROTECTED'],
      ['2027-02', 'PROTECTED'],
    ]);
    const reveal = mutate(admin, 'revealNik', { workerId: siti, reason: 'masih ingin melihatnya' }, 'nik');
    await expect(reveal).rejects.toThrow('WORKER_NOT_FOUND');
    expect(await semarang.ledger()).toContain('PAYMENT      | held 42000');
    await expect(asks('ACCESS')).rejects.toThrow('WORKER_NOT_FOUND');
  });

  test('billing and benefits say what they still hold, and why', async () => {
    const found = await eventually(
      () =>
        inDatabase(
          async (client) =>
            (await client.query(`select service, holdings from beneficiaries.data_statement order by 1`))
              .rows,
        ),
      (rows) => rows.length === 2,
    );
    const held = found.map(({ service, holdings }) => [
      service,
      holdings.map(({ what, rows }: { what: string; rows: number }) => [what, rows]),
    ]);
    expect(held).toEqual([
      [
        'benefits',
        [
          ['coverage', 3],
          ['claim', 0],
        ],
      ],
      [
        'billing',
        [
          ['invoice', 2],
          ['remittance_line', 3],
        ],
      ],
    ]);
  });

  test('she may come back: the same NIK registers anew', async () => {
    const again = await registers(CORRECTED, NIK, BIRTH);
    expect(again).not.toBe(siti);
  });
});

describe('consent alone is withdrawn', () => {
  test('and her data stay, but no month begins', async () => {
    const worker = await semarang.worker('Pak Budi');
    const { id } = await asks('WITHDRAWAL', admin, worker.id);
    const { departure } = await answers<{ departure: Departure }>('withdrawConsent', id, DEPARTURE);
    expect(departure).toMatchObject({ freed: [], protectedUntil: null, waits: false });
    expect(await tablesWith(['Pak Budi'])).toEqual(['worker']);
    budi = worker.id;
  });

  const renews = (who: Visitor, consent: object) => {
    const input = { workerId: budi, consent, idempotencyKey: key() };
    return refusedWith(who, 'renewConsent', input);
  };
  const own = { channel: 'RECORDING', declaredBy: 'WORKER', textVersion: 'uji-2', on: '2026-11-23' };
  const consentOf = async (who: Visitor) => {
    const query =
      'query($id: ID!) { worker(id: $id) { consent { channel declaredBy textVersion on at withdrawnOn } } }';
    return (await ask<{ worker: { consent: object | null } | null }>(who, query, { id: budi })).worker
      ?.consent;
  };

  test('who withdrew gives consent again in their own word, and nobody for them', async () => {
    expect(await consentOf(admin)).toMatchObject({ textVersion: 'uji-1', withdrawnOn: '2026-11-23' });
    expect(await renews(admin, { ...own, declaredBy: 'OFFICER' })).toEqual(['CONSENT_NOT_RENEWED']);
    expect(await renews(admin, { ...own, on: '2026-11-24' })).toEqual(['CONSENT_REFUSED']);
    expect(await renews(await semarang.camatOf('33.74.16'), own)).toEqual(['WORKER_NOT_FOUND']);
    expect(await renews(await semarang.as('bpjs'), own)).toEqual(['FORBIDDEN']);
    const at = '2026-11-23T03:00:00.000Z';
    expect(await renews(admin, { ...own, at })).toEqual([]);
    expect(await consentOf(admin)).toEqual({ ...own, at, withdrawnOn: null });
  });

  test('a new wording is agreed to anew, the same one stands, and both consents are in the trail', async () => {
    expect(await renews(admin, own)).toEqual(['CONSENT_STANDS']);
    expect(await renews(admin, { ...own, textVersion: 'uji-3', declaredBy: 'DONOR' })).toEqual([
      'CONSENT_NOT_RENEWED',
    ]);
    expect(await renews(admin, { ...own, textVersion: 'uji-3' })).toEqual([]);
    const { text } = await post(
      admin,
      `{ beneficiariesTrail(kind: "Worker", object: "${budi}") { edges { node { act before after } } } }`,
    );
    expect(text.match(/renewConsent/g)).toHaveLength(2);
    expect(text).toMatch(/uji-1.*uji-2|uji-2.*uji-1/s);
    expect(await lindungi.broken()).toEqual([]);
  });
});

describe('a request that nobody answers', () => {
  type Due = { edges: { node: { id: string; kind: string; overdue: boolean } }[] };
  const due = async (who: Visitor) =>
    (
      await ask<{ dueDataRequests: Due }>(who, '{ dueDataRequests { edges { node { id kind overdue } } } }')
    ).dueDataRequests.edges.map((it) => it.node);
  /** What officers were told of it: `BEFORE`, `AFTER`. */
  const told = (id: string) =>
    asOwner(async (db) => {
      const { rows } = await db.query(
        `select body ->> 'phase' as phase from beneficiaries.outbox
          where name = 'beneficiaries.data-request-due' and body ->> 'requestId' = $1 order by id`,
        [id],
      );
      return rows.map((it) => it.phase);
    });
  /** Its three days as if they had begun earlier; then the house starts, and looks. */
  async function hoursLeft(id: string, hours: number): Promise<void> {
    await asOwner((db) =>
      db.query(
        `update beneficiaries.data_request set asked_at = now() - interval '80 hours',
                due_at = date_trunc('milliseconds', now()) + make_interval(hours => $2) where id = $1`,
        [id, hours],
      ),
    );
    lindungi = await lindungi.goesOnAt(lindungi.today);
    semarang = lindungi.city('3374-kota-semarang');
    admin = await semarang.as('admin');
  }

  test('is told of once in its last day, and once when it is late, to those who may see it', async () => {
    const { id } = await asks('ACCESS', admin, budi);
    expect(await due(admin)).toEqual([]);
    await hoursLeft(id, 20);
    await eventually(
      () => told(id),
      (it) => it.length > 0,
    );
    expect(await due(admin)).toEqual([{ id, kind: 'ACCESS', overdue: false }]);
    const hisPlace = semarang.city.kecamatan[0]!.code;
    expect(await due(await semarang.camatOf(hisPlace))).toHaveLength(1);
    expect(await due(await semarang.camatOf('33.74.16'))).toEqual([]);
    await hoursLeft(id, -1);
    await eventually(
      () => told(id),
      (it) => it.length > 1,
    );
    expect(await due(admin)).toEqual([{ id, kind: 'ACCESS', overdue: true }]);
    await hoursLeft(id, -2);
    const watching = watch<{ dataRequestDue: { due: number } }>(
      admin,
      'subscription { dataRequestDue { due } }',
    );
    expect((await watching.next()).dataRequestDue).toEqual({ due: 1 });
    await watching.stop();
    await answers('answerDataAccess', id, 'files { name }');
    expect(await due(admin)).toEqual([]);
    expect(await told(id)).toEqual(['BEFORE', 'AFTER']);
  }, 120_000);
});

async function asOwner<T>(work: (db: Client) => Promise<T>): Promise<T> {
  const db = new Client({ connectionString: lindungi.house.adminUrls.beneficiaries });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

describe('what nothing asks to keep', () => {
  test('goes a year after somebody was registered and never protected, with a deed of the house', async () => {
    expect(await tablesWith(['Pak Budi', 'Kenariwati'])).toEqual(['worker']);
    lindungi = await lindungi.goesOnAt('2027-12-01');
    semarang = lindungi.city('3374-kota-semarang');
    admin = await semarang.as('admin');
    await eventually(
      () => tablesWith(['Pak Budi', 'Kenariwati']),
      (tables) => tables.length === 0,
    );
    const query = '{ beneficiariesTrail(first: 20) { edges { node { act subject roles after } } } }';
    type Found = {
      beneficiariesTrail: { edges: { node: { act: string; subject: string | null; after: string } }[] };
    };
    const deeds = (await ask<Found>(admin, query)).beneficiariesTrail.edges.map(({ node }) => node);
    expect(deeds.filter(({ act }) => act === 'retentionSweep')).toEqual([
      {
        act: 'retentionSweep',
        subject: null,
        roles: [],
        after: expect.stringContaining('IDENTITY_NEVER_PROTECTED'),
      },
      {
        act: 'retentionSweep',
        subject: null,
        roles: [],
        after: expect.stringContaining('IDENTITY_NEVER_PROTECTED'),
      },
      { act: 'retentionSweep', subject: null, roles: [], after: expect.stringContaining('ERASURE') },
    ]);
  }, 90_000);

  test('and every invariant of every service holds', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});
