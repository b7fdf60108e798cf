import { describe, expect, test } from '@jest/globals';
import { month, rupiah } from '@lindungi/jamsostek';
import { COLUMNS, inert, rowOf } from './deduction.rules';

describe('the row of one donor in the deduction file', () => {
  const deduction = {
    mandateNumber: 'SK-3374-000001',
    signedAs: 'Sari',
    nipEnd: '2901',
    bank: 'Bank Jateng',
    workers: 2,
    months: [month('2026-12'), month('2027-01')],
    amount: rupiah(50_400),
  };

  test('has a cell per column, amounts as numbers, and no more of the NIP than its end', () => {
    const row = rowOf(deduction);
    expect(row).toHaveLength(COLUMNS.length);
    expect(row).toEqual([
      'SK-3374-000001',
      'Sari',
      '****2901',
      'Bank Jateng',
      2,
      '2026-12 2027-01',
      50_400,
      '',
      '',
      '',
    ]);
  });

  test.each(['=1+1', '+62', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '|calc', '%0'])(
    'runs nothing: %j',
    (name) => {
      expect(rowOf({ ...deduction, signedAs: name })[1]).toMatch(/^'/);
      expect(rowOf({ ...deduction, bank: name })[3]).not.toMatch(/\p{Cc}/u);
    },
  );

  test('leaves a name as it is', () => expect(inert("Nur'aini Dwi-Putri")).toBe("Nur'aini Dwi-Putri"));
});
