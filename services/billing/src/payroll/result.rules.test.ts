import { describe, expect, test } from '@jest/globals';
import { rupiah } from '@lindungi/jamsostek';
import { type Asked, readResult, spread } from './result.rules';

const heading = ['nomor_kuasa', 'nama', 'hasil', 'jumlah_terpotong', 'alasan'];
const asked = (more: Partial<Asked> = {}): Asked => ({
  mandateId: 'm1',
  open: rupiah(25_200),
  collected: rupiah(0),
  answered: false,
  ...more,
});
const bill = (more: Partial<Asked> = {}) =>
  new Map([
    ['SK-3374-000001', asked(more)],
    ['SK-3374-000002', asked({ mandateId: 'm2', open: rupiah(8_400) })],
  ]);
type Row = (string | number | null)[];
const row = (...cells: Row): Row => ['SK-3374-000001', 'Sari', ...cells];
const one = (cells: Row, more: Partial<Asked> = {}) => readResult([heading, cells], bill(more));

describe('what a payroll sends back', () => {
  test.each([
    ['deducted whole', row('BERHASIL', '', ''), { deducted: 25_200, reason: null }],
    [
      'deducted whole, the amount as a number',
      row('berhasil', 25_200, null),
      { deducted: 25_200, reason: null },
    ],
    [
      'a part: the pay was too small',
      row('BERHASIL', '8400', ''),
      { deducted: 8_400, reason: 'PAY_TOO_SMALL' },
    ],
    ['moved', row('GAGAL', '', 'Pindah'), { deducted: 0, reason: 'MOVED' }],
    ['pay too small', row('GAGAL', 0, 'gaji kurang'), { deducted: 0, reason: 'PAY_TOO_SMALL' }],
  ] as const)('%s', (_, cells, expected) => {
    const { answers, problems } = one([...cells]);
    expect(problems).toEqual([]);
    expect(answers).toEqual([{ row: 2, mandateId: 'm1', ...expected }]);
  });

  test('a row without an outcome is not answered yet', () => {
    expect(one(row('', '', ''))).toEqual({ answers: [], unanswered: 1, problems: [] });
  });

  test('what is booked already is no news, and with another outcome a contradiction', () => {
    const booked = { open: rupiah(0), collected: rupiah(25_200), answered: true };
    expect(one(row('BERHASIL', 25_200, ''), booked)).toEqual({ answers: [], unanswered: 1, problems: [] });
    expect(one(row('GAGAL', '', 'PENSIUN'), booked).problems).toMatchObject([{ code: 'ALREADY_ANSWERED' }]);
  });

  test.each([
    ['nomor_kuasa', 'NOT_IN_BILL', ['SK-3374-000009', '', 'BERHASIL', '', '']],
    ['hasil', 'OUTCOME_UNKNOWN', row('OK', '', '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', '１０', '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', '1e3', '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', '-8400', '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', -8_400, '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', 8_400.5, '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', '8.400', '')],
    ['jumlah_terpotong', 'AMOUNT_MALFORMED', row('BERHASIL', 'USD 8400', '')],
    ['jumlah_terpotong', 'MORE_THAN_ASKED', row('BERHASIL', 25_201, '')],
    ['jumlah_terpotong', 'NOTHING_DEDUCTED', row('BERHASIL', 0, '')],
    ['jumlah_terpotong', 'AMOUNT_OF_A_FAILURE', row('GAGAL', 8_400, 'PINDAH')],
    ['alasan', 'REASON_MISSING', row('GAGAL', '', '')],
    ['alasan', 'REASON_UNKNOWN', row('GAGAL', '', 'LUPA')],
  ] as const)('%s: %s, told in Indonesian with its row', (column, code, cells) => {
    const { answers, problems } = one([...cells]);
    expect(answers).toEqual([]);
    expect(problems).toMatchObject([{ row: 2, column, code, words: { id: expect.stringMatching(/ /) } }]);
  });

  test('a revoked mandate, a repeated row, a missing column', () => {
    expect(one(row('BERHASIL', '', ''), { open: rupiah(0) }).problems).toMatchObject([
      { code: 'NOTHING_ASKED' },
    ]);
    expect(one(row('BERHASIL', 8_400, ''), { open: rupiah(0) }).problems).toMatchObject([
      { code: 'NOTHING_ASKED' },
    ]);
    expect(
      readResult([heading, row('BERHASIL', '', ''), row('BERHASIL', '', '')], bill()).problems,
    ).toMatchObject([{ row: 3, code: 'ROW_REPEATED' }]);
    expect(readResult([['nama']], bill()).problems).toMatchObject([{ row: 1, code: 'COLUMN_MISSING' }]);
    expect(readResult([], bill()).problems).toMatchObject([{ code: 'COLUMN_MISSING' }]);
  });
});

describe('what is deducted from one donor', () => {
  const line = (invoiceId: string, amount: number) => ({
    invoiceId,
    month: '2026-12',
    amount: rupiah(amount),
  });

  test('pays the earliest month first, and no rupiah is lost', () => {
    const { lines, left } = spread([line('a', 8_400), line('b', 16_800)], rupiah(10_000));
    expect(lines.map(({ collected }) => collected)).toEqual([8_400, 1_600]);
    expect(left).toBe(0);
    expect(spread([line('a', 8_400)], rupiah(10_000)).left).toBe(1_600);
    expect(spread([], rupiah(10_000)).left).toBe(10_000);
  });
});
