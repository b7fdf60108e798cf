import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { localDate, month, rupiah } from '@lindungi/jamsostek';
import { paperCodeHash } from '@lindungi/tenancy';
import {
  assertSpan,
  atBpjs,
  atBpjsInWords,
  csvRows,
  type PaperMonth,
  payerName,
  type Received,
  receiptCode,
  receiptOf,
  takenBack,
} from './receipt.rules';

const key = createSecretKey(Buffer.alloc(32, 7));
const ID = '0b0e7a52-6a0f-4a51-8f0c-000000000001';

const came = (amount: number, paidOn: string, donorId = 'sari'): Received => ({
  paymentId: `p-${amount}-${paidOn}`,
  invoiceId: 'i1',
  donorId,
  amount: rupiah(amount),
  paidOn: localDate(paidOn),
});

describe('the code on a receipt', () => {
  test('has sixteen letters, none of which is read for another', () => {
    const code = receiptCode(key, '3374', ID);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(receiptCode(key, '3374', ID)).toBe(code);
  });

  test('is another in another city, of another receipt, and by another key', () => {
    const others = [
      receiptCode(key, '6271', ID),
      receiptCode(key, '3374', ID.replace(/1$/, '2')),
      receiptCode(createSecretKey(Buffer.alloc(32, 8)), '3374', ID),
    ];
    expect(new Set([receiptCode(key, '3374', ID), ...others]).size).toBe(4);
  });

  test('is known however people type it', () => {
    const kept = paperCodeHash('10AB-CDEF-GHJK-MNPQ');
    for (const typed of ['10abcdefghjkmnpq', ' IOab cdef-ghjk mnpq ', 'l0ABCDEF.GHJKMNPQ']) {
      expect(paperCodeHash(typed)).toEqual(kept);
    }
    expect(paperCodeHash('10AB-CDEF-GHJK-MNPR')).not.toEqual(kept);
  });

  test('may be anything at all: it is only unknown', () => {
    for (const typed of ['', '\0', '１０', 'x'.repeat(100_000)])
      expect(paperCodeHash(typed)).toHaveLength(32);
  });
});

describe('a receipt', () => {
  test('is the sum of its payments, over their days', () => {
    const { all, lines } = receiptOf([came(8_400, '2026-12-01'), came(33_600, '2026-11-22')]);
    expect(all).toEqual({ donorId: 'sari', amount: 42_000, firstDay: '2026-11-22', lastDay: '2026-12-01' });
    expect(lines).toHaveLength(2);
  });

  test('names the days that were asked for', () => {
    const span = { from: localDate('2026-01-01'), until: localDate('2026-12-31') };
    expect(receiptOf([came(1, '2026-11-22')], span).all).toMatchObject({
      firstDay: '2026-01-01',
      lastDay: '2026-12-31',
    });
  });

  test('leaves out what went back, and is none when nothing is left', () => {
    expect(receiptOf([came(0, '2026-11-22'), came(5, '2026-11-23')]).lines).toHaveLength(1);
    for (const payments of [[], [came(0, '2026-11-22')]]) {
      expect(() => receiptOf(payments)).toThrow(expect.objectContaining({ code: 'NO_MONEY_TO_RECEIPT' }));
    }
  });

  test('has five hundred payments at most', () => {
    const many = Array.from({ length: 501 }, () => came(1, '2026-11-22'));
    expect(receiptOf(many.slice(1)).all.amount).toBe(500);
    expect(() => receiptOf(many)).toThrow(expect.objectContaining({ code: 'RECEIPT_TOO_LONG' }));
  });

  test('is never of two donors', () => {
    expect(() => receiptOf([came(1, '2026-11-22'), came(1, '2026-11-22', 'budi')])).toThrow('one donor');
  });

  test('is of days that have been', () => {
    const span = (from: string, until: string) => () =>
      assertSpan(localDate(from), localDate(until), localDate('2026-11-22'));
    expect(span('2026-11-22', '2026-11-22')).not.toThrow();
    for (const wrong of [span('2026-11-22', '2026-11-21'), span('2026-11-22', '2026-11-23')]) {
      expect(wrong).toThrow(expect.objectContaining({ code: 'RECEIPT_SPAN_REFUSED' }));
    }
  });

  test('tells how much went back since, and never less than nothing', () => {
    const line = (amount: number, left: number) => ({ amount: rupiah(amount), left: rupiah(left) });
    expect(takenBack([line(42_000, 33_600), line(10, 10)])).toBe(8_400);
    expect(takenBack([line(10, 20)])).toBe(0);
  });
});

describe('where the money of a month is', () => {
  const sent = (state: PaperMonth['state'], receipt: string | null = null) => ({
    state,
    receipt,
    receivedOn: null,
  });
  test('is said apart from whether it is paid', () => {
    const all = [sent(null), sent('PREPARED'), sent('ACCEPTED', 'TB-1'), sent('REJECTED')];
    expect(all.map(atBpjs)).toEqual(['NOT_SENT', 'SENT', 'RECEIPTED', 'REFUSED']);
    expect(all.map(atBpjsInWords).join(' ')).not.toMatch(/lindung/i);
  });

  test('stands in a row per month; the payment only in the first, so that a column adds up', () => {
    const of = (name: string, paid: boolean): PaperMonth => ({
      ...sent(null),
      month: month(name),
      amount: rupiah(8_400),
      paid,
    });
    const months = [of('2026-12', true), of('2027-01', false)];
    const line = { invoice: 'INV-1', amount: rupiah(16_800), paidOn: localDate('2026-11-22'), months };
    const rows = csvRows({ code: 'C', lines: [line] });
    expect(rows.map((it) => it[2])).toEqual(['16800', '']);
    expect(rows.map((it) => it[5])).toEqual(['Lunas', 'Belum lunas']);
  });
});

describe('a name to be printed', () => {
  test('is one line of Latin letters', () => {
    expect(payerName('  Sari \n Dewi ')).toBe('Sari Dewi');
    expect(payerName(null)).toBeNull();
  });
  test.each(['', '  ', 'x'.repeat(121), '張', 'a\u0000b'])('is not %j', (typed) =>
    expect(() => payerName(typed)).toThrow(expect.objectContaining({ code: 'PAYER_NAME_REFUSED' })),
  );
});
