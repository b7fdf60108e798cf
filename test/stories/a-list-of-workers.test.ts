import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, inventedBirth, inventedNik, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { refusedWith } from '../support/payroll';
import { storedBy } from '../support/tables';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

const ROWS = 2_000;
const TODAY = '2026-11-22';

let lindungi: World;
let semarang: CityWorld;
let camat: Visitor;
let fileId: string;

beforeAll(async () => {
  lindungi = await world({ today: TODAY });
  semarang = lindungi.city('3374-kota-semarang');
  camat = await semarang.as('camat');
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const HEADING =
  'nama;nik;tanggal_lahir;pekerjaan;kelurahan;hubungan;persetujuan_lewat;persetujuan_oleh;versi_persetujuan;tanggal_persetujuan;bekerja';

const SYLLABLES = 'ba ci du fe go hi ju ka lo me ni pu ra si to wa ya ze su mo'.split(' ');

/** A name without digits, another for each number, and like none of its neighbours. */
function nameOf(number: number): string {
  const at = (place: number) => SYLLABLES[Math.floor((number * 7919) / 20 ** place) % 20]!;
  return `${at(0)}${at(1)}${at(2)} ${at(3)}${at(0)}${at(2)}`;
}

const line = (number: number, more: Record<string, string> = {}) =>
  Object.values({
    nama: nameOf(number),
    nik: inventedNik(number),
    lahir: inventedBirth(number),
    pekerjaan: 'PEDAGANG_SAYUR',
    kelurahan: '33.74.15.1007',
    hubungan: 'DAFTAR KOTA',
    lewat: 'KERTAS',
    oleh: 'PEKERJA',
    versi: 'uji-1',
    pada: TODAY,
    bekerja: 'YA',
    ...more,
  }).join(';');

const FILE = [
  HEADING,
  ...Array.from({ length: ROWS }, (_, at) => line(20_000 + at)),
  '',
  line(30_001, { lahir: '31/02/1970', lewat: 'LISAN' }),
  line(30_002, { kelurahan: '33.74.01.1001' }),
  line(30_003, { nama: `Budi ${inventedNik(30_003)}` }),
  line(20_000), // the first one once more
].join('\r\n');

async function sends(
  who: Visitor,
  bytes: string,
): Promise<{ status: number; body: { fileId: string; state: string } }> {
  const { workerUpload } = await ask<{ workerUpload: { path: string } }>(
    who,
    '{ workerUpload { path until } }',
  );
  const response = await fetch(new URL(workerUpload.path, who.url), { method: 'POST', body: bytes });
  return { status: response.status, body: (await response.json()) as { fileId: string; state: string } };
}

interface Seen {
  state: string;
  rows: number;
  fit: number;
  known: number;
  refused: number;
  imported: number;
  registered: number;
  why: string | null;
}

const COUNTS = 'state why rows fit known refused imported registered';
const sees = async (who: Visitor, id = fileId): Promise<Seen | null> =>
  (
    await ask<{ workerFile: Seen | null }>(who, `query($id: ID!) { workerFile(id: $id) { ${COUNTS} } }`, {
      id,
    })
  ).workerFile;

const becomes = (state: string, id = fileId): Promise<Seen | null> =>
  eventually(
    () => sees(camat, id),
    (it) => it?.state === state,
  );

const registered = async (): Promise<number> => {
  const { city } = await ask<{ city: { progress: { workers: number } } }>(
    semarang.public,
    '{ city { progress { workers } } }',
  );
  return city.progress.workers;
};

describe('an officer sends a list of workers', () => {
  test('it is looked through, and nobody is registered by that', async () => {
    const { status, body } = await sends(camat, FILE);
    expect(status).toBe(202);
    fileId = body.fileId;
    expect(await becomes('READ')).toEqual({
      state: 'READ',
      why: null,
      rows: ROWS + 5,
      fit: ROWS + 1,
      known: 0,
      refused: 3,
      imported: 0,
      registered: 0,
    });
    expect(await registered()).toBe(0);
  });

  test('every mistake is told by row and column, in Indonesian, and no number is repeated', async () => {
    const query = `query($id: ID!, $after: String) { workerFileProblems(fileId: $id, first: 2, after: $after) {
      edges { node { row column code message } } pageInfo { hasNextPage endCursor } } }`;
    type Answer = {
      workerFileProblems: {
        edges: { node: object }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
    };
    const first = await ask<Answer>(camat, query, { id: fileId });
    const { endCursor } = first.workerFileProblems.pageInfo;
    const second = await ask<Answer>(camat, query, { id: fileId, after: endCursor });
    const problems = [first, second].flatMap((it) => it.workerFileProblems.edges.map(({ node }) => node));
    expect(problems).toEqual([
      {
        row: ROWS + 3,
        column: 'persetujuan_lewat',
        code: 'CHANNEL_UNKNOWN',
        message: 'Tulis KERTAS, REKAMAN atau ELEKTRONIK.',
      },
      {
        row: ROWS + 3,
        column: 'tanggal_lahir',
        code: 'DATE_MALFORMED',
        message: 'Tulis tanggal seperti 12/08/1970.',
      },
      expect.objectContaining({ row: ROWS + 4, column: 'kelurahan', code: 'KELURAHAN_OUTSIDE_AREA' }),
      expect.objectContaining({ row: ROWS + 5, column: 'nama', code: 'WORKER_NAME_REFUSED' }),
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/\d{16}/);
  });

  test('it is for who sent it and the city’s administrator; to others it is as absent as one nobody sent', async () => {
    expect(await sees(await semarang.as('admin'))).toMatchObject({ state: 'READ' });
    const stranger = await lindungi.city('6271-kota-palangka-raya').as('admin');
    expect(await sees(stranger)).toBeNull();
    expect(await sees(stranger, '00000000-0000-4000-8000-00000000dead')).toBeNull();
    const refusal = await refusedWith(await semarang.as('admin'), 'importWorkerFile', {
      fileId,
      idempotencyKey: 'x',
    });
    expect(refusal).toEqual(['WORKER_FILE_NOT_FOUND']); // an administrator sees it; only who sent it imports it
  });

  test('its bytes are sealed: no number of a person stands in the table', async () => {
    expect(await asAdmin(`select count(*)::int as n from beneficiaries.worker_file_piece`)).toEqual([
      { n: 2 },
    ]);
    const found = await asAdmin(
      `select 1 from beneficiaries.worker_file_piece where position(convert_to($1, 'UTF8') in sealed) > 0
          or position(convert_to(encode(convert_to($1, 'UTF8'), 'base64'), 'UTF8') in sealed) > 0`,
      [inventedNik(20_000)],
    );
    expect(found).toEqual([]);
  });
});

describe('it is imported', () => {
  test('lot by lot, live, over the death of the process, and everybody once', async () => {
    const portal = watch<{ workerFileProgress: { file: Seen } }>(
      camat,
      `subscription($id: ID!) { workerFileProgress(fileId: $id) { cursor file { ${COUNTS} } } }`,
      { id: fileId },
    );
    expect((await portal.next()).workerFileProgress.file.state).toBe('READ');
    const { file } = await mutate<{ file: Seen }>(
      camat,
      'importWorkerFile',
      { fileId, idempotencyKey: 'import-1' },
      `file { ${COUNTS} }`,
    );
    expect(['IMPORTING', 'DONE']).toContain(file.state);
    let seen = file;
    while (seen.imported < 200) seen = (await portal.next()).workerFileProgress.file;
    expect(seen.imported).toBeLessThan(ROWS);
    await portal.stop();

    lindungi = await lindungi.goesOnAt(TODAY);
    semarang = lindungi.city('3374-kota-semarang');
    camat = await semarang.as('camat');
    expect(await becomes('DONE')).toMatchObject({ imported: ROWS + 5, registered: ROWS });
    expect(await registered()).toBe(ROWS);
    expect(await asAdmin('select 1 from beneficiaries.worker_file_piece')).toEqual([]);
    const deeds = await asAdmin(
      `select act, count(*)::int as n from beneficiaries.deed where act = 'importWorkerFile' and kind = 'Worker' group by act`,
    );
    expect(deeds).toEqual([{ act: 'importWorkerFile', n: ROWS }]);
  }, 120_000);

  test('the same file twice changes nothing, and neither do its people in another file', async () => {
    expect((await sends(camat, FILE)).body).toEqual({ fileId, state: 'DONE' });
    const other = (await sends(camat, [HEADING, line(20_001), line(20_002)].join('\n'))).body.fileId;
    expect(await becomes('READ', other)).toMatchObject({ rows: 2, fit: 0, known: 2 });
    await mutate(camat, 'importWorkerFile', { fileId: other, idempotencyKey: 'import-2' }, 'file { id }');
    expect(await becomes('DONE', other)).toMatchObject({ imported: 2, registered: 0 });
    expect(await registered()).toBe(ROWS);
  });

  test('what is no list is said to be none, and an address that is not ours takes nothing', async () => {
    const { fileId: id } = (await sends(camat, 'nama,nik\nBudi,12\n')).body;
    expect((await becomes('UNREADABLE', id))?.why).toMatch(/^Kolom ini tidak ada: tanggal_lahir, /);
    const forged = `/files/workers/${'A'.repeat(60)}.${'B'.repeat(43)}`;
    const answer = await fetch(new URL(forged, camat.url), { method: 'POST', body: FILE });
    expect(answer.status).toBe(404);
    expect(
      await refusedWith(await semarang.as('bpjs'), 'importWorkerFile', { fileId, idempotencyKey: 'y' }),
    ).toEqual(['FORBIDDEN']);
  });

  test('nothing that must hold is broken', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});

const asAdmin = (text: string, values: unknown[] = []): Promise<object[]> =>
  storedBy('beneficiaries', lindungi.house, text, values);
