import { describe, expect, test } from '@jest/globals';
import { localDate, month, rupiah } from '@lindungi/jamsostek';
import { answersOf, assertBranch, assertReceivedOn, type LineAnswer, postingsOf } from './remittance.rules';

const accepted = (lineId: string): LineAnswer => ({
  lineId,
  accepted: true,
  receipt: 'BPI-2026-1',
  reason: null,
});
const rejected = (lineId: string): LineAnswer => ({
  lineId,
  accepted: false,
  receipt: null,
  reason: 'NIK tidak padan',
});

describe('what BPJS answers to a list of three', () => {
  const lines = ['a', 'b', 'c'];

  test('is a receipt or a reason for every line', () => {
    const answers = answersOf('APPROVED', lines, [accepted('c'), rejected('a'), accepted('b')]);
    expect(answers.get('a')).toEqual({ state: 'REJECTED', reason: 'NIK tidak padan' });
    expect(answers.get('b')).toEqual({ state: 'ACCEPTED', receipt: 'BPI-2026-1', kpj: null });
    expect(answers.size).toBe(3);
  });

  test.each([
    ['leaves one out', [accepted('a'), accepted('b')], { missing: 1, unknown: 0, twice: 0 }],
    ['answers one twice', [...lines.map(accepted), rejected('a')], { missing: 0, unknown: 0, twice: 1 }],
    [
      'answers one twice instead of another',
      [accepted('a'), accepted('a'), accepted('b')],
      { missing: 1, unknown: 0, twice: 1 },
    ],
    ['answers a stranger', [...lines.map(accepted), accepted('x')], { missing: 0, unknown: 1, twice: 0 }],
    ['says nothing', [], { missing: 3, unknown: 0, twice: 0 }],
  ])('is refused when it %s', (_, answers, facts) => {
    expect(() => answersOf('APPROVED', lines, answers)).toThrow(
      expect.objectContaining({ code: 'REMITTANCE_LINES_MISMATCHED', facts }),
    );
  });

  test.each([
    ['accepted without receipt', { ...accepted('a'), receipt: ' ' }],
    ['rejected without reason', { ...rejected('a'), reason: undefined }],
    ['accepted with a reason', { ...accepted('a'), reason: 'but' }],
    ['rejected with a receipt', { ...rejected('a'), receipt: 'BPI' }],
    ['accepted with a book for a receipt', { ...accepted('a'), receipt: 'x'.repeat(201) }],
  ])('is refused when a line is %s', (_, answer) => {
    expect(() => answersOf('APPROVED', ['a'], [answer])).toThrow(
      expect.objectContaining({ code: 'REMITTANCE_LINE_INCOMPLETE' }),
    );
  });

  test('comes after a second person let the transfer go', () => {
    expect(() => answersOf('PREPARED', lines, lines.map(accepted))).toThrow(
      expect.objectContaining({ code: 'REMITTANCE_NOT_APPROVED' }),
    );
  });

  test('may name the card, of which four digits are kept', () => {
    const of = (kpj: string) => answersOf('APPROVED', ['a'], [{ ...accepted('a'), kpj }]).get('a');
    expect(of('1234 5678 901')).toMatchObject({ kpj: '•••••••8901' });
    expect(of(' ')).toMatchObject({ kpj: null });
    expect(() => of('123')).toThrow(expect.objectContaining({ code: 'KPJ_MALFORMED' }));
  });

  test('comes once', () => {
    expect(() => answersOf('CONFIRMED', lines, lines.map(accepted))).toThrow(
      expect.objectContaining({ code: 'REMITTANCE_ALREADY_CONFIRMED' }),
    );
  });
});

describe('the day BPJS had the money', () => {
  const on = (receivedOn: string) => () =>
    assertReceivedOn(localDate(receivedOn), localDate('2026-11-20'), localDate('2026-11-22'));
  test.each(['2026-11-20', '2026-11-21', '2026-11-22'])('may be %s', (day) => expect(on(day)).not.toThrow());
  test.each(['2026-11-19', '2026-11-23'])('is not %s', (day) =>
    expect(on(day)).toThrow(expect.objectContaining({ code: 'RECEIVED_ON_REFUSED' })),
  );
});

test('a list goes to a branch of the city', () => {
  const branches = [{ code: 'SEMARANG-PEMUDA' }];
  expect(() => assertBranch(branches, 'SEMARANG-PEMUDA')).not.toThrow();
  expect(() => assertBranch(branches, 'PALANGKA-RAYA')).toThrow(
    expect.objectContaining({ code: 'BRANCH_UNKNOWN' }),
  );
});

test('accepted months leave what is held for their invoices, one posting each, and reach the branch month by month', () => {
  const [december, january] = [month('2026-12'), month('2027-01')];
  const postings = postingsOf('PEMUDA', [
    { invoiceId: 'i1', month: december, amount: rupiah(8_400) },
    { invoiceId: 'i2', month: january, amount: rupiah(16_800) },
    { invoiceId: 'i1', month: january, amount: rupiah(16_800) },
  ]);
  expect(postings).toEqual([
    { account: 'bpjs:PEMUDA:2026-12', amount: 8_400 },
    { account: 'bpjs:PEMUDA:2027-01', amount: 33_600 },
    { account: 'held:i1', amount: -25_200 },
    { account: 'held:i2', amount: -16_800 },
  ]);
  expect(postings.reduce((all, { amount }) => all + amount, 0)).toBe(0);
});
