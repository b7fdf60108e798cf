import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ask,
  eventually,
  inventedNip,
  mutate,
  post,
  type SentRoster,
  sendRoster,
  silent,
  type Visitor,
} from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let folder: string;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  folder = mkdtempSync(join(tmpdir(), 'lindungi-roster-'));
}, 120_000);

afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const HEADING = 'NIP;Nama;Jabatan;OPD;Status';
const opds = () => semarang.city.agencies.map(({ code }) => code);
const person = (
  number: number,
  { opd = opds()[0], status = '', name = `Pegawai ${number}`, post = 'Pelaksana' } = {},
) => [inventedNip(number), name, post, opd, status].join(';');

function fileOf(lines: readonly string[], name = `roster-${Math.random()}.csv`): string {
  const file = join(folder, name);
  writeFileSync(file, `${[HEADING, ...lines].join('\r\n')}\r\n`);
  return file;
}

const send = (
  file: string,
  more: { complete?: boolean; dryRun?: boolean } = {},
  as = admin,
): Promise<SentRoster> =>
  sendRoster(as, { file, complete: false, sample: true, dryRun: false, ...more }, silent);

async function names(): Promise<string[]> {
  const query = '{ donors(first: 100) { edges { node { name } } } }';
  const { donors } = await ask<{ donors: { edges: { node: { name: string } }[] } }>(admin, query);
  return donors.edges.map(({ node }) => node.name);
}

describe('the personnel office sends its list as a file', () => {
  test('a dry run says what would happen, and nothing does', async () => {
    const read = await send(fileOf([person(1), person(2), person(3)]), { dryRun: true });
    expect(read).toMatchObject({
      state: 'READ',
      lines: 3,
      plan: { joiners: 3, movers: 0, changed: 0, unchanged: 0, leavers: 0, pledges: 0 },
    });
    expect(await names()).toEqual([]);
  });

  test('what is wrong is told by row and column, in Indonesian, and nothing is applied', async () => {
    const read = await send(
      fileOf([person(1), `1985;;raja;${opds()[0]};hilang`, person(1), person(2, { opd: 'dinas-damkar' })]),
    );
    expect(read).toMatchObject({ state: 'REFUSED', problemCount: 6, plan: null });
    expect(read.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'nip', 'NIP_MALFORMED'],
      [3, 'nama', 'DONOR_NAME_REFUSED'],
      [3, 'jabatan', 'POST_UNKNOWN'],
      [3, 'status', 'ROSTER_STATUS_UNKNOWN'],
      [5, 'opd', 'AGENCY_UNKNOWN'],
      [4, 'nip', 'ROSTER_ROW_REPEATED'],
    ]);
    expect(read.problems.map(({ message }) => message)).toContain('NIP ini sudah ada di baris 2.');
    expect(await names()).toEqual([]);
  });

  test('it is applied, and the same file again changes nothing', async () => {
    const file = fileOf([1, 2, 3, 4].map((it) => person(it)));
    expect(await send(file, { complete: true })).toMatchObject({ state: 'APPLIED', lines: 4, done: 4 });
    expect(await names()).toEqual(['Pegawai 1', 'Pegawai 2', 'Pegawai 3', 'Pegawai 4']);
    expect(await send(file, { complete: true })).toMatchObject({ state: 'KNOWN' });
  });

  test('a later file finds who joined, moved, retired and is missing, before it is applied', async () => {
    const later = fileOf([
      person(1, { name: 'Pegawai Satu' }),
      person(2, { opd: opds()[1] ?? '' }),
      person(3, { status: 'pensiun' }),
      person(5),
    ]);
    const read = await send(later, { complete: true, dryRun: true });
    expect(read.plan).toEqual({ joiners: 1, movers: 1, changed: 1, unchanged: 0, leavers: 2, pledges: 0 });
    const query = `query($id: ID!) { rosterLeavers(importId: $id) { edges { node { name why pledges agency { code } } } } }`;
    const { rosterLeavers } = await ask<{ rosterLeavers: { edges: { node: object }[] } }>(admin, query, {
      id: read.id,
    });
    expect(rosterLeavers.edges.map(({ node }) => node)).toEqual([
      { name: 'Pegawai 3', why: 'RETIRED', pledges: 0, agency: { code: opds()[0] } },
      { name: 'Pegawai 4', why: 'ABSENT', pledges: 0, agency: { code: opds()[0] } },
    ]);
    expect(await send(later, { complete: true })).toMatchObject({ state: 'APPLIED' });
    expect(await names()).toEqual(['Pegawai 2', 'Pegawai 5', 'Pegawai Satu']);
  });

  test('is not applied when more people leave than were shown', async () => {
    const read = await send(fileOf([person(1), person(2)]), { complete: true, dryRun: true });
    const query = `mutation($input: ApplyRosterImportInput!) { applyRosterImport(input: $input) { errors { code } } }`;
    const input = { importId: read.id, leavers: 0, idempotencyKey: 'too-few' };
    const answer = await ask<{ applyRosterImport: object }>(admin, query, { input });
    expect(answer.applyRosterImport).toEqual({ errors: [{ code: 'ROSTER_MOVED' }] });
    expect(await names()).toHaveLength(3);
  });

  test.each([
    ['no heading', 'a;b;c\r\n1;2;3\r\n', 'ROSTER_HEADING_REFUSED'],
    ['nothing', '', 'ROSTER_FILE_SIZE'],
    ['another encoding', Buffer.from([0x6e, 0xff, 0xfe, 0x61]), 'FILE_UNREADABLE'],
    ['a zip cut short', Buffer.from('PK\x03\x04 and no more'), 'FILE_UNREADABLE'],
  ])('a file with %s is refused whole', async (_, bytes, code) => {
    const file = join(folder, 'bad.csv');
    writeFileSync(file, bytes);
    const read = await send(file);
    expect(read.state).toBe('REFUSED');
    expect(read.problems.map((it) => it.code)).toEqual([code]);
  });

  test('is for the administrator alone, by an address nobody can make', async () => {
    for (const word of ['bendahara', 'walikota', 'camat', 'sari']) {
      const visitor = await semarang.as(word);
      const query =
        'mutation($input: OpenRosterImportInput!) { openRosterImport(input: $input) { opened { import { id } } } }';
      const { errors } = await post(visitor, query, { input: { complete: false, idempotencyKey: 'x' } });
      expect(errors?.map((it) => it.extensions?.code)).toEqual(['FORBIDDEN']);
    }
    const forged = Buffer.from(JSON.stringify(['3374', 'x', 9e9])).toString('base64url');
    const answer = await fetch(`${admin.url}/files/roster/${forged}.${'A'.repeat(43)}`, {
      method: 'POST',
      body: 'x',
    });
    expect(answer.status).toBe(404);
  });

  test("leaves no trace in another city, whose administrator finds no import by this one's id", async () => {
    const { id } = await send(fileOf([person(1)]), { dryRun: true });
    const palangka = await lindungi.city('6271-kota-palangka-raya').as('admin');
    const query = 'query($id: ID!) { rosterImport(id: $id) { id } }';
    expect(await ask(palangka, query, { id })).toEqual({ rosterImport: null });
    expect(await ask(admin, query, { id })).toEqual({ rosterImport: { id } });
  });
});

describe('a long roster', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => person(10_000 + at));

  test('is watched while it is applied, and goes on when the process that applies it is killed', async () => {
    const file = fileOf(many(20_000));
    const read = await send(file, { dryRun: true });
    expect(read).toMatchObject({ state: 'READ', lines: 20_000 });
    const seen: number[] = [];
    const progress = watch<{ rosterImportProgress: { done: number | null } }>(
      admin,
      `subscription { rosterImportProgress(importId: "${read.id}") { done total import { state } } }`,
    );
    await progress.next();
    const input = { importId: read.id, leavers: 0, idempotencyKey: 'long' };
    await mutate(admin, 'applyRosterImport', input, 'import { state }');
    seen.push((await progress.next()).rosterImportProgress.done ?? 0);
    process.kill(lindungi.house.pid('donors') ?? 0, 'SIGKILL');
    const query = `query($id: ID!) { rosterImport(id: $id) { state done } }`;
    const look = async () =>
      (await post<{ rosterImport: { state: string; done: number } }>(admin, query, { id: read.id })).data
        ?.rosterImport;
    const end = await eventually(look, (it) => it?.state === 'APPLIED', 60_000);
    expect(end).toEqual({ state: 'APPLIED', done: 20_000 });
    expect(seen[0]).toBeGreaterThan(0);
    await progress.stop();
    expect(await lindungi.broken()).toEqual([]);
  }, 120_000);
});
