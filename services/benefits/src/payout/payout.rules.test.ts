import { describe, expect, test } from '@jest/globals';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import {
  figuresOf,
  noteOf,
  type Payout,
  type PayoutPart,
  type PayoutProgramme,
  partsOf,
  readPayout,
} from './payout.rules';

const part = (programme: PayoutProgramme, amount: number | null): PayoutPart => ({
  programme,
  amount: amount === null ? null : rupiah(amount),
});

/** The sum the press told of in March 2025. */
const ngaliyan: Payout = {
  title: 'Santunan di Kecamatan Ngaliyan',
  paidOn: '2025-03-24',
  total: rupiah(206_060_400),
  programmes: [part('JKM', 42_000_000), part('JHT', null), part('JP', null), part('BEASISWA', null)],
  source: 'ANTARA 2025',
};
const today = '2026-11-22';
const made = (changes: Partial<Payout>) => readPayout({ ...ngaliyan, ...changes }, today);

describe('Rp206 060 400, handed over in Ngaliyan', () => {
  test('is not what the contribution buys: Rp42 000 000 are', () => {
    expect(partsOf(ngaliyan)).toEqual({ fromJkkJkm: 42_000_000, notFromJkkJkm: 164_060_400 });
  });

  test('says so, and that nobody knows how the rest is divided, and that it was an employee', () => {
    const { id, en } = noteOf(ngaliyan);
    expect(id).toBe(
      'Rp206.060.400 BUKAN jumlah yang dibayar JKK dan JKM. Dari JKK/JKM Rp42.000.000; Rp164.060.400 selebihnya dari JHT, JP, BEASISWA, pembagiannya tidak diketahui. JP tidak tersedia bagi pekerja informal (BPU): penerimanya ahli waris peserta penerima upah.',
    );
    expect(en).toContain('Rp206,060,400 is NOT what JKK and JKM pay');
    expect(en).toContain('Rp164,060,400 from JHT, JP, BEASISWA, how divided is not known');
    expect(en).toContain('wage earner');
  });

  test('is read as it was reported', () => expect(readPayout(ngaliyan, today)).toEqual(ngaliyan));
});

describe('a payout', () => {
  test.each([
    ['of JKM alone', [part('JKM', 42_000_000)], 42_000_000, 42_000_000, 0],
    ['of JKM alone, its part not said', [part('JKM', null)], 42_000_000, 42_000_000, 0],
    [
      'of JKK and scholarships, both known',
      [part('JKK', 70_000_000), part('BEASISWA', 3_000_000)],
      73_000_000,
      70_000_000,
      3_000_000,
    ],
    ['of savings alone', [part('JHT', null)], 5_000_000, 0, 5_000_000],
    [
      'of JKM and savings, nobody knows which',
      [part('JKM', null), part('JHT', null)],
      50_000_000,
      null,
      null,
    ],
  ] as const)('%s', (_, programmes, total, fromJkkJkm, notFromJkkJkm) => {
    const payout = made({ programmes, total: rupiah(total) });
    expect(partsOf(payout)).toEqual({ fromJkkJkm, notFromJkkJkm });
    const note = noteOf(payout);
    expect(note.id.includes('BUKAN')).toBe(notFromJkkJkm !== 0);
    expect(note.en.includes('NOT')).toBe(notFromJkkJkm !== 0);
  });

  test.each([
    ['less than its known parts', { total: rupiah(41_999_999) }, 'PAYOUT_TOTAL_TOO_SMALL'],
    ['nothing left for the unknown parts', { total: rupiah(42_000_000) }, 'PAYOUT_TOTAL_TOO_SMALL'],
    [
      'all parts known, and another sum',
      { programmes: [part('JKM', 42_000_000)] },
      'PAYOUT_TOTAL_UNEXPLAINED',
    ],
    ['no programme', { programmes: [] }, 'PAYOUT_PROGRAMMES_REFUSED'],
    ['one programme twice', { programmes: [part('JHT', null), part('JHT', 1)] }, 'PAYOUT_PROGRAMMES_REFUSED'],
    ['nothing', { total: 0 as Rupiah }, 'PAYOUT_AMOUNT_REFUSED'],
    ['a part below zero', { programmes: [part('JKM', -1), part('JHT', null)] }, 'PAYOUT_AMOUNT_REFUSED'],
    ['tomorrow', { paidOn: '2026-11-23' }, 'PAYOUT_IN_FUTURE'],
    ['no title', { title: '  ' }, 'PAYOUT_TEXT_REFUSED'],
    ['no source', { source: '' }, 'PAYOUT_TEXT_REFUSED'],
    ['a NIK in its title', { title: 'Ahli waris 3374 1501 0190 0901' }, 'PAYOUT_TEXT_REFUSED'],
    ['a title longer than any', { title: 'S'.repeat(201) }, 'PAYOUT_TEXT_REFUSED'],
  ] as const)('is refused: %s', (_, changes, code) => {
    expect(() => made(changes)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the figures of several payouts', () => {
  test('count as ours what JKK and JKM are known to have paid, and nothing else', () => {
    const plain = { total: rupiah(70_000_000), programmes: [part('JKK', 70_000_000)] };
    const mixed = { total: rupiah(50_000_000), programmes: [part('JKM', null), part('JHT', 8_000_000)] };
    expect(figuresOf([ngaliyan, plain, mixed])).toEqual({
      payouts: 3,
      fromJkkJkm: 112_000_000,
      notFromJkkJkm: 164_060_400,
      unknown: 1,
    });
    expect(figuresOf([])).toEqual({ payouts: 0, fromJkkJkm: 0, notFromJkkJkm: 0, unknown: 0 });
  });
});
