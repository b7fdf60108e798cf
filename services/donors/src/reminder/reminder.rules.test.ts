import { describe, expect, test } from '@jest/globals';
import { localDate, month, readLaw, rupiah } from '@lindungi/jamsostek';
import { payUntil, reminderText, type Said } from './reminder.rules';

const law = readLaw();

describe('until when a month that was not deducted can be paid', () => {
  test('three months from the end of the month before it, over the turn of a year too', () => {
    expect(payUntil(law, [month('2026-12')])).toBe('2027-02-28');
    expect(payUntil(law, [month('2027-01')])).toBe('2027-03-31');
  });

  test('of several months the earliest counts, in whatever order they come', () =>
    expect(payUntil(law, [month('2027-01'), month('2026-12')])).toBe('2027-02-28'));
});

describe('what a donor reads', () => {
  const said: Said = {
    kind: 'DEDUCTION_FAILED',
    months: [month('2027-01'), month('2026-12')],
    amount: rupiah(16_800),
    reason: 'PAY_TOO_SMALL',
    payUntil: localDate('2027-02-28'),
    ended: false,
  };

  test('of what is done: that it is, and no day any more', () => {
    expect(reminderText({ ...said, ended: true }, 'id')).toBe(
      'Potongan gaji untuk Desember 2026, Januari 2027 gagal, dan sudah dibayar dengan cara lain.',
    );
    const other = { ...said, kind: 'LAPSE_NEAR' as const, ended: true };
    expect(reminderText(other, 'id')).toMatch(/sudah dibayar/);
    expect(reminderText(other, 'en')).not.toMatch(/2027/);
  });

  test('of a failed deduction: why, how much, for which months, how to pay and until when', () => {
    expect(reminderText(said, 'id')).toBe(
      'Potongan gaji gagal (gaji tidak mencukupi): Rp16.800 untuk Desember 2026, Januari 2027. ' +
        'Bayarlah lewat virtual account atau QRIS paling lambat 28 Februari 2027.',
    );
    expect(reminderText(said, 'en')).toBe(
      'Your pay could not be deducted (the pay was too small): Rp16,800 for December 2026, January 2027. ' +
        'Pay by virtual account or QRIS until 28 February 2027.',
    );
  });

  test.each(['LAPSE_NEAR', 'WORKER_OFFERED'] as const)('of %s: a day, in both languages', (kind) => {
    const of = { ...said, kind, months: [], amount: null, reason: null };
    expect(reminderText(of, 'id')).toContain('28 Februari 2027');
    expect(reminderText(of, 'en')).toContain('28 February 2027');
  });
});
