import { describe, expect, test } from '@jest/globals';
import { readLaw, rupiah } from '@lindungi/jamsostek';
import { clockOf, decideStep, type Step, type StepTold } from './step.rules';

const law = readLaw();
const today = '2026-12-24';
const since = '2026-12-10';
const told = (state: StepTold['state'], more: Partial<StepTold> = {}): StepTold => ({
  state,
  on: '2026-12-20',
  outcome: null,
  amount: null,
  reason: null,
  ...more,
});
const paid = told('PAID', { amount: rupiah(42_000_000) });
const rejected = told('REJECTED', { reason: 'Bukan peserta.' });
const ended = told('ENDED', { outcome: 'HEALED' });
const returned = told('RETURNED', { reason: 'Akta kematian belum ada.' });

describe('a step of a claim', () => {
  test.each([
    ['DEATH', 'FILED', told('SUBMITTED')],
    ['DEATH', 'SUBMITTED', returned],
    ['DEATH', 'RETURNED', told('SUBMITTED')],
    ['DEATH', 'SUBMITTED', told('APPROVED')],
    ['DEATH', 'APPROVED', paid],
    ['DEATH', 'REJECTED', told('SUBMITTED')],
    ['ACCIDENT', 'FILED', told('REPORTED')],
    ['ACCIDENT', 'REPORTED', ended],
    ['ACCIDENT', 'ENDED', told('SUBMITTED')],
    ['SCHOLARSHIP', 'SUBMITTED', rejected],
  ] as const)('%s: after %s', (kind, state, step) => {
    expect(decideStep({ kind, state, since }, [], step, today)).toEqual(step);
  });

  test.each([
    ['paid before it was approved', 'DEATH', 'SUBMITTED', paid],
    ['paid twice', 'DEATH', 'PAID', paid],
    ['a death is not reported in stages', 'DEATH', 'FILED', told('REPORTED')],
    ['an accident without its first stage', 'ACCIDENT', 'FILED', told('SUBMITTED')],
    ['an accident that has not ended', 'ACCIDENT', 'REPORTED', told('SUBMITTED')],
    ['an end without an outcome', 'ACCIDENT', 'REPORTED', told('ENDED')],
    ['of a claim that was replaced', 'DEATH', 'REPLACED', told('SUBMITTED')],
  ] as const)('is refused: %s', (_, kind, state, step) => {
    expect(() => decideStep({ kind, state, since }, [], step, today)).toThrow(
      expect.objectContaining({ code: 'CLAIM_STEP_OUT_OF_TURN' }),
    );
  });

  test.each([
    ['before the death', told('SUBMITTED', { on: '2026-12-09' }), 'CLAIM_STEP_DAY_REFUSED'],
    ['tomorrow', told('SUBMITTED', { on: '2026-12-25' }), 'CLAIM_STEP_DAY_REFUSED'],
    ['with an amount', told('SUBMITTED', { amount: rupiah(1) }), 'CLAIM_STEP_AMOUNT_REFUSED'],
    ['with a reason', told('SUBMITTED', { reason: 'Karena.' }), 'CLAIM_STEP_REASON_REFUSED'],
  ] as const)('is refused %s', (_, step, code) => {
    expect(() => decideStep({ kind: 'DEATH', state: 'FILED', since }, [], step, today)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('is not before the step before it', () => {
    const before = [{ on: '2026-12-21' as const }];
    expect(() =>
      decideStep({ kind: 'DEATH', state: 'SUBMITTED', since }, before, told('APPROVED'), today),
    ).toThrow(expect.objectContaining({ code: 'CLAIM_STEP_DAY_REFUSED' }));
  });

  test.each([null, 'ab', 'NIK 3374 0101 0190 0001'])(
    'a return is told with a readable reason, not %s',
    (reason) => {
      expect(() =>
        decideStep({ kind: 'DEATH', state: 'SUBMITTED', since }, [], told('RETURNED', { reason }), today),
      ).toThrow(expect.objectContaining({ code: 'CLAIM_STEP_REASON_REFUSED' }));
    },
  );

  test('a payment has an amount of more than nothing', () => {
    for (const amount of [null, rupiah(0)]) {
      expect(() =>
        decideStep({ kind: 'DEATH', state: 'APPROVED', since }, [], told('PAID', { amount }), today),
      ).toThrow(expect.objectContaining({ code: 'CLAIM_STEP_AMOUNT_REFUSED' }));
    }
  });
});

describe('the clocks', () => {
  const death = {
    kind: 'DEATH',
    amount: rupiah(42_000_000),
    payBy: '2026-12-30',
    occurredAt: null,
    occurredOn: since,
    jkk: false,
  } as const;
  const steps = (...all: StepTold[]): Step[] =>
    all.map((it, at) => ({ ...it, number: at + 1, toldBy: 'BPJS' }));
  const at = (day: typeof today | '2027-01-01' | '2027-01-04', ...all: StepTold[]) =>
    clockOf(law, death, steps(...all), day);

  test('of BPJS counts three working days from the day it had the papers, Christmas and the weekend apart', () => {
    expect(at(today, told('SUBMITTED', { on: '2026-12-24' }))).toMatchObject({
      payBy: '2026-12-30',
      daysLate: 0,
      lateAmount: 0,
    });
  });

  test('adds 1 % a day after it, until it is paid', () => {
    const submitted = told('SUBMITTED', { on: '2026-12-24' });
    expect(at('2027-01-01', submitted)).toMatchObject({ daysLate: 2, lateAmount: 840_000 });
    const approved = told('APPROVED', { on: '2026-12-31' });
    const onTheDay = { ...paid, on: '2026-12-31' } as const;
    expect(at('2027-01-04', submitted, approved, onTheDay)).toMatchObject({
      daysLate: 1,
      lateAmount: 420_000,
    });
  });

  test('stops while papers are returned, and starts anew with them', () => {
    const first = told('SUBMITTED', { on: '2026-12-11' });
    const back = { ...returned, on: '2026-12-14' } as const;
    expect(at(today, first, back)).toMatchObject({ payBy: null, daysLate: 0 });
    expect(at(today, first, back, told('SUBMITTED', { on: '2026-12-21' }))).toMatchObject({
      payBy: '2026-12-24',
    });
  });

  test('of the family gives 48 hours from the accident, and ends when BPJS has heard of it', () => {
    const accident = {
      ...death,
      kind: 'ACCIDENT',
      amount: rupiah(0),
      payBy: null,
      occurredAt: '2026-12-10T09:30:00.000Z',
      jkk: true,
    } as const;
    expect(clockOf(law, accident, [], today)).toEqual({
      reportUntil: '2026-12-12T09:30:00.000Z',
      payBy: null,
      daysLate: 0,
      lateAmount: null,
      rightEndsOn: '2031-12-10',
    });
    expect(clockOf(law, accident, steps(told('REPORTED')), today).reportUntil).toBeNull();
  });
});
