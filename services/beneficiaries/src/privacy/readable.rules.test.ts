import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readLaw } from '@lindungi/jamsostek';
import { cities } from '@lindungi/tenancy';
import { CODE_WORDS, DEED_WORDS } from './code-words';
import { readable, readingOf } from './readable.rules';

const reading = readingOf(cities().get('3374')!, readLaw());

test.each<[unknown, string]>([
  ['PEDAGANG_SAYUR', 'Pedagang sayur (PEDAGANG_SAYUR)'],
  ['33.74.15', 'Ngaliyan (33.74.15)'],
  ['PROTECTED', 'terlindungi (PROTECTED)'],
  ['registerWorker', 'mendaftarkan pekerja (registerWorker)'],
  [['ADMIN', 'BPJS'], 'petugas kota (ADMIN), petugas BPJS Ketenagakerjaan (BPJS)'],
  [[], '-'],
  [true, 'ya'],
  ['2026-12', 'Desember 2026'],
  ['2026-11-22', '22 November 2026'],
  ['2026-11-22T18:30:00.000Z', '23 November 2026 pukul 01.30'],
  [new Date('2026-11-22T03:05:00Z'), '22 November 2026 pukul 10.05'],
  ['KTP hilang, sudah dilihat', 'KTP hilang, sudah dilihat'],
  ['{bukan JSON', '{bukan JSON'],
  [16_800, '16800'],
  [
    { consent: { channel: 'PAPER', declaredBy: 'WORKER' }, freed: ['2026-12'], waits: false },
    'persetujuan: [bentuk: di atas kertas (PAPER); dinyatakan oleh: pekerja sendiri (WORKER)]; bulan yang dilepas: Desember 2026; menunggu: tidak',
  ],
  [
    '{"before":{"name":"Soeparno"},"after":{"name":"Suparno"}}',
    'sebelum: [nama: Soeparno]; sesudah: [nama: Suparno]',
  ],
])('what is stored as %j is read as %j', (value, said) => {
  expect(readable(value, reading)).toBe(said);
});

describe('nothing is left in the machine’s words', () => {
  const sources = (folder: string): string[] =>
    readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test\.ts$/.test(name))
      .map((name) => readFileSync(join(__dirname, '..', folder, name), 'utf8'));

  /** Of files and lists in their work, which no person is given to read. */
  const NOT_THEIRS = [
    'ARRIVING',
    'READING',
    'READ',
    'IMPORTING',
    'DONE',
    'UNREADABLE',
    'CSV',
    'XLSX',
    'UTC',
    'UTF8',
  ];

  test('every code that a table may hold has its words', () => {
    const all = sources('migrations').join('\n');
    const checks = [...all.matchAll(/(?:in \(|<@ '\{)([^)}]+)/g)].flatMap(
      (it) => it[1]?.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? [],
    );
    expect(new Set(checks).size).toBeGreaterThan(40);
    expect(
      [...new Set(checks)].filter((code) => !(code in CODE_WORDS) && !NOT_THEIRS.includes(code)),
    ).toEqual([]);
  });

  test('every deed has its words', () => {
    const all = sources('.').join('\n');
    const acts = [...all.matchAll(/(?:act: |askedBy\(ctx, )'(\w+)'/g)].map((it) => it[1]!);
    expect(new Set(acts).size).toBeGreaterThan(15);
    expect([...new Set(acts)].filter((act) => !(act in DEED_WORDS))).toEqual([]);
  });
});
