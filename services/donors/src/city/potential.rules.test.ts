import { describe, expect, test } from '@jest/globals';
import { month, rupiah } from '@lindungi/jamsostek';
import { formulaOf, potentialOf } from './potential.rules';

const november = month('2026-11');
const full = rupiah(16_800);
const palangkaRaya = { JPT_PRATAMA: 3, ADMINISTRATOR: 2, OTHERS: 1 };

describe('what the appeal of a city could reach: three workers a kadis, two a kabid, one each for the others', () => {
  const potential = potentialOf(
    palangkaRaya,
    { JPT_PRATAMA: 30, ADMINISTRATOR: 120, OTHERS: 3850 },
    november,
    full,
  );

  test('is a sum one can do by hand', () => {
    expect(potential.byPost).toEqual([
      { post: 'JPT_PRATAMA', donors: 30, quota: 3, workers: 90 },
      { post: 'ADMINISTRATOR', donors: 120, quota: 2, workers: 240 },
      { post: 'OTHERS', donors: 3850, quota: 1, workers: 3850 },
    ]);
    expect(potential.workers).toBe(4180);
    expect(potential.perMonth).toBe(70_224_000);
  });

  test('says its sum, its month, and that no relief is in it', () => {
    const said = formulaOf(potential, 'id');
    expect(said).toContain('30 × 3 + 120 × 2 + 3.850 × 1 = 4.180 pekerja');
    expect(said).toContain('Rp16.800, iuran penuh November 2026 tanpa keringanan = Rp70.224.000 per bulan');
    expect(formulaOf(potential, 'en')).toContain('without relief = Rp70,224,000 a month');
  });

  test('is nothing while the roster is empty', () => {
    expect(potentialOf(palangkaRaya, {}, november, full)).toMatchObject({ workers: 0, perMonth: 0 });
  });
});
