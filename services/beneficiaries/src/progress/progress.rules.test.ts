import { describe, expect, test } from '@jest/globals';
import type { Month, Rupiah } from '@lindungi/jamsostek';
import { closeSmall, movesOfMonths, type ProgressRow, progressOf, sumOfMoves } from './progress.rules';

const ngaliyan = new Map([['budi', '33.74.15']]);
const months = (...states: string[]) =>
  states.map((state, at) => ({ workerId: 'budi', month: `2026-${10 + at}` as Month, state }));
const moves = (before: string[], after: string[]) =>
  sumOfMoves(movesOfMonths(ngaliyan, months(...before), months(...after))).map((move) => [
    'month' in move ? move.month : '',
    move.figure,
    move.by,
  ]);

describe('the figures of a city', () => {
  test('count a reservation by its months, and no one as sponsored yet', () => {
    expect(moves([], ['RESERVED', 'RESERVED'])).toEqual([
      ['2026-10', 'reserved', 1],
      ['2026-11', 'reserved', 1],
    ]);
  });

  test('count a worker as sponsored once, however many months are paid', () => {
    expect(moves(['RESERVED', 'RESERVED'], ['PAID', 'PROTECTED'])).toEqual([
      ['', 'sponsored', 1],
      ['2026-10', 'paid', 1],
      ['2026-10', 'reserved', -1],
      ['2026-11', 'protected', 1],
      ['2026-11', 'reserved', -1],
    ]);
    expect(moves(['PROTECTED', 'PAID'], ['PROTECTED', 'PROTECTED'])).toEqual([
      ['2026-11', 'paid', -1],
      ['2026-11', 'protected', 1],
    ]);
  });

  test('forget who is no longer paid for', () => {
    expect(moves(['PAID'], ['RELEASED'])).toEqual([
      ['', 'sponsored', -1],
      ['2026-10', 'paid', -1],
    ]);
  });

  test('stand still when nothing changed', () => {
    expect(moves(['PAID', 'REJECTED'], ['PAID', 'REJECTED'])).toEqual([]);
  });
});

describe('counts of few people', () => {
  test.each([
    ['are closed below five', [0, 4, 5, 100], [null, null, 5, 100]],
    ['take a second one with them, or the sum would tell', [100, 3, 7], [100, null, null]],
    ['are shown when all are large', [5, 6], [5, 6]],
    ['are closed when there is only one', [2], [null]],
    ['are closed when there is nobody', [0, 0], [null, null]],
  ] as const)('%s', (_, counts, shown) => {
    expect(closeSmall(counts)).toEqual(shown);
  });
});

describe('what a reader sees', () => {
  const row = (more: Partial<ProgressRow>): ProgressRow => ({
    kecamatan: null,
    month: null,
    workers: 0,
    sponsored: 0,
    cards: 0,
    contributed: 0 as Rupiah,
    reserved: 0,
    paid: 0,
    protected: 0,
    updatedAt: null,
    ...more,
  });
  const rows = [
    row({
      kecamatan: '33.74.15',
      workers: 9,
      sponsored: 3,
      contributed: 42_000 as Rupiah,
      updatedAt: '2026-11-22T01:00:00.000Z',
    }),
    row({ kecamatan: '33.74.16', workers: 2, cards: 1, updatedAt: '2026-11-22T02:00:00.000Z' }),
    row({ month: '2026-12', paid: 3 }),
  ];
  const places = [
    { code: '33.74.14', name: 'Mijen' },
    { code: '33.74.15', name: 'Ngaliyan' },
    { code: '33.74.16', name: 'Tugu' },
  ];
  const shown = (sees: (code: string) => boolean) =>
    progressOf(rows, places, sees).kecamatan.map(({ workers, sponsored }) => [workers, sponsored]);

  test('is the sum of the city, its months, and the time of the last move', () => {
    expect(progressOf(rows, places, () => false)).toMatchObject({
      workers: 11,
      sponsored: 3,
      cards: 1,
      contributed: 42_000,
      months: [{ month: '2026-12', reserved: 0, paid: 3, protected: 0 }],
      updatedAt: '2026-11-22T02:00:00.000Z',
    });
  });

  test('is every kecamatan, small counts closed to the public', () => {
    expect(shown(() => false)).toEqual([
      [null, null],
      [9, null],
      [null, null],
    ]);
  });

  test('is open to an officer of the place', () => {
    expect(shown((code) => code === '33.74.16')).toEqual([
      [null, null],
      [9, null],
      [2, 0],
    ]);
  });
});
