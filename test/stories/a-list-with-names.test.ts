import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { cellsOf, handedOut, sendAnswer, workbookOf } from '../support/dutk';
import { refusedWith } from '../support/payroll';
import type { WorkerInWorld } from '../support/people';
import { LIST, type List } from '../support/remittance';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let workers: WorkerInWorld[];
let bpjs: Visitor;
let admin: Visitor;
let list: List;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  bpjs = await semarang.as('bpjs');
  admin = await semarang.as('admin');
  const sari = await semarang.donor('Bu Sari');
  workers = [await semarang.worker('Pak Budi'), await semarang.worker('Bu Siti')];
  for (const worker of workers) {
    const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    await sari.pays(await sari.invoiceFor(pledge));
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  }
  const branch = semarang.city.kecamatan[0]?.branch;
  const input = { branch, through: '2026-12', idempotencyKey: 'december' };
  list = (
    await mutate<{ remittance: List }>(await semarang.as('bendahara'), 'prepareRemittance', input, LIST)
  ).remittance;
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const fetched = (path: string, method = 'GET') => fetch(lindungi.house.urls.gateway + path, { method });

/** The first address that is given: a list is heard of soon after its transfer was let go, not at once. */
const soonHandedOut = () =>
  eventually(
    () => handedOut(bpjs, list.id).catch(() => ''),
    (path) => path !== '',
  );

describe("December's list, with names", () => {
  const wish = (key: string) => ({ remittanceId: list.id, format: 'CSV', idempotencyKey: key });
  let rows: string[][];

  test('is there for nobody before a second person let the transfer go', async () => {
    expect(await refusedWith(bpjs, 'handOutDutk', wish('early'))).toEqual(['DUTK_UNKNOWN']);
    const approval = { remittanceId: list.id, transferReference: 'FT-1', idempotencyKey: 'approve' };
    await mutate(admin, 'approveRemittance', approval, 'remittance { id }');
  });

  test('names each worker with NIK, birth date, occupation and base wage, line by line as billing has them', async () => {
    const answer = await fetched(await soonHandedOut());
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toMatch(/filename="dutk-.*-2026-11-22-.*\.csv"/);
    rows = cellsOf(Buffer.from(await answer.arrayBuffer()).toString('utf8'));
    const { remittance } = await ask<{ remittance: List }>(
      bpjs,
      `query($id: ID!) { ${LIST.replace('remittance', 'remittance(id: $id)')} }`,
      {
        id: list.id,
      },
    );
    expect(rows.slice(1).map((row) => row[1])).toEqual(remittance.lines.map(({ id }) => id));
    for (const [at, { worker }] of remittance.lines.entries()) {
      const person = workers.find(({ id }) => id === worker?.id);
      expect(rows[at + 1]).toEqual([
        ...[`${at + 1}`, remittance.lines[at]?.id, person?.nik, person?.name],
        ...[expect.stringMatching(/^1985-07-\d\d$/), 'Pedagang sayur', '2026-12'],
        ...['1000000', '16800', '50', '8400', '', '', '', ''],
      ]);
    }
  });

  test('is handed out once by each address, to BPJS and the administrator alone', async () => {
    const path = await handedOut(admin, list.id);
    const [text, mark] = path.split('.');
    expect((await fetched(`${text}x.${mark}`)).status).toBe(404);
    expect((await fetched(path, 'POST')).status).toBe(405);
    expect((await fetched(path)).status).toBe(200);
    expect((await fetched(path)).status).toBe(404);
    for (const word of ['bendahara', 'kepala', 'walikota', 'camat', 'sari', 'auditor', 'operator']) {
      expect(await refusedWith(await semarang.as(word), 'handOutDutk', wish(word))).toEqual(['FORBIDDEN']);
    }
    const elsewhere = await lindungi.city('6271-kota-palangka-raya').as('bpjs');
    expect(await refusedWith(elsewhere, 'handOutDutk', wish('elsewhere'))).toEqual(['DUTK_UNKNOWN']);
  });

  test('leaves behind who had it, and no number anywhere', async () => {
    const query = `{ beneficiariesTrail(kind: "Remittance") { edges { node { act object roles after } } } }`;
    type Trail = { edges: { node: { act: string; object: string; roles: string[]; after: string } }[] };
    const { beneficiariesTrail } = await ask<{ beneficiariesTrail: Trail }>(admin, query);
    const deeds = beneficiariesTrail.edges.map(({ node }) => node);
    expect(deeds.map(({ act, object, roles }) => [act, object, roles])).toEqual([
      ['handOutDutk', list.id, ['ADMIN']],
      ['handOutDutk', list.id, ['BPJS']],
    ]);
    const { logs } = lindungi.house;
    const said = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
    expect(said.length).toBeGreaterThan(3);
    for (const { nik } of workers) expect(said.join()).not.toContain(nik);
  });

  const filled = (answers: string[][]) => [
    rows[0]!,
    ...rows.slice(1).map((row, at) => [...row.slice(0, 11), ...(answers[at] ?? ['', '', '', ''])]),
  ];
  const about = () => ({ remittanceId: list.id, receivedOn: '2026-11-22' });

  test('is read back as it went out, workbook or CSV: unanswered it is refused row by row', async () => {
    const sheet = await fetched(await handedOut(bpjs, list.id, 'XLSX'));
    const looked = await sendAnswer(
      bpjs,
      { ...about(), dryRun: true },
      new Uint8Array(await sheet.arrayBuffer()),
    );
    expect(looked).toMatchObject({ status: 200, booked: false });
    expect(looked.refused?.map(({ row, message }) => [row, message])).toEqual([
      [2, 'Kolom hasil: tulis DITERIMA atau DITOLAK.'],
      [3, 'Kolom hasil: tulis DITERIMA atau DITOLAK.'],
    ]);
  });

  test('what cannot be read books nothing, and is refused by name', async () => {
    const codeOf = async (body: string | Uint8Array<ArrayBuffer>) =>
      (await sendAnswer(bpjs, about(), body)).code;
    expect(await codeOf(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]))).toBe('SHEET_MALFORMED');
    expect(await codeOf(new Uint8Array([0xff, 0xfe, 0, 1]))).toBe('SHEET_MALFORMED');
    expect(await codeOf('apa,ini\n1,2')).toBe('SHEET_COLUMNS_WRONG');
    expect(await codeOf(await workbookOf(filled([['DITERIMA', '', 'TB-1', '']]).slice(0, 2)))).toBe(
      'REMITTANCE_LINES_MISMATCHED',
    );
    expect(await codeOf('x'.repeat(1024 * 1024 + 1))).toBe('FILE_TOO_LARGE');
    const late = await sendAnswer(
      bpjs,
      { ...about(), receivedOn: '2026-11-23' },
      await workbookOf(filled(answers)),
    );
    expect(late.code).toBe('RECEIVED_ON_REFUSED');
  });

  const answers = [
    ['DITERIMA', '12345678901', 'TB-77', ''],
    ['DITOLAK', '', '', 'NIK tidak padan'],
  ];

  test('comes back as a workbook, and is booked by its lines; a second time it changes nothing', async () => {
    const body = await workbookOf(filled(answers));
    expect(await sendAnswer(bpjs, { ...about(), dryRun: true }, body)).toMatchObject({
      booked: false,
      accepted: 1,
    });
    expect(await sendAnswer(bpjs, about(), body)).toMatchObject({
      booked: true,
      accepted: 1,
      rejected: 1,
      refused: [],
    });
    expect(await sendAnswer(bpjs, about(), body)).toMatchObject({ booked: false, accepted: 1, rejected: 1 });
    const csv = filled([...answers].reverse())
      .map((row) => row.join(';'))
      .join('\r\n');
    expect((await sendAnswer(bpjs, about(), csv)).code).toBe('REMITTANCE_ALREADY_CONFIRMED');
    const accepted = workers.find(({ nik }) => nik === rows[1]?.[2])!;
    expect(await semarang.becomesCovered(accepted, '2026-12-10')).toBe(true);
  });
});

test('and every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
