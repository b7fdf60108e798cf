import { describe, expect, test } from '@jest/globals';
import { readLaw } from '@lindungi/jamsostek';
import { isLater, isPaid } from './moment.rules';
import { type Fact, heldUntil, learn, nothingKnown, stateOf, whyNot } from './protection.rules';

const epoch = '5f0c1b1e-0000-4000-8000-000000000001';
const moment = (day: number) => ({ at: `2026-11-${day}T00:00:00.000Z`, told: `${epoch}:${day}` });
const facts = {
  withdrawn: { what: 'WITHDRAWN', at: '2026-11-23T00:00:00.000Z' },
  paid: { what: 'PAID', ...moment(22) },
  reversed: { what: 'REVERSED', ...moment(24) },
  paidAgain: { what: 'PAID', ...moment(25) },
  rejected: { what: 'REJECTED', ...moment(26), reason: 'NIK tidak ditemukan' },
  remitted: { what: 'REMITTED', ...moment(27), receivedOn: '2026-11-27', receipt: 'BPJS-1' },
} as const satisfies Record<string, Fact>;

const after = (...heard: Fact[]) => stateOf(heard.reduce(learn, nothingKnown));

describe('a month of a pledge', () => {
  test.each([
    ['is reserved before anything happens', [], 'RESERVED'],
    ['is paid when the money is here', ['paid'], 'PAID'],
    ['is protected only by a receipt of BPJS', ['paid', 'remitted'], 'PROTECTED'],
    ['is reserved again when the money went back', ['paid', 'reversed'], 'RESERVED'],
    ['is paid again when it was paid anew', ['paid', 'reversed', 'paidAgain'], 'PAID'],
    ['is rejected when BPJS refused it', ['paidAgain', 'rejected'], 'REJECTED'],
    ['is protected when BPJS took it after all', ['paidAgain', 'rejected', 'remitted'], 'PROTECTED'],
    ['is unpaid when the money of a rejected month went back', ['paid', 'rejected', 'reversed'], 'RESERVED'],
    ['stays protected when the money went back', ['paid', 'remitted', 'reversed'], 'PROTECTED'],
    ['is released by a withdrawal', ['withdrawn'], 'RELEASED'],
    ['stays paid in spite of a withdrawal', ['paid', 'withdrawn'], 'PAID'],
    ['is released when a withdrawn month is refunded', ['paid', 'withdrawn', 'reversed'], 'RELEASED'],
    ['stays protected in spite of a withdrawal', ['paid', 'remitted', 'withdrawn'], 'PROTECTED'],
  ] as const)('%s', (_, names, state) => {
    expect(after(...names.map((name) => facts[name]))).toBe(state);
  });

  test('is the same whatever order the facts come in, and however often', () => {
    const names = Object.keys(facts) as (keyof typeof facts)[];
    for (const subset of subsets(names)) {
      const expected = subset
        .map((name) => facts[name])
        .reduce<ReturnType<typeof learn>>(learn, nothingKnown);
      for (const order of orders(subset)) {
        const twice = [...order, ...order.toReversed()].map((name) => facts[name]);
        expect(twice.reduce<ReturnType<typeof learn>>(learn, nothingKnown)).toEqual(expected);
      }
    }
  });

  test('keeps the first receipt when BPJS receipts it twice', () => {
    const second = { ...facts.remitted, ...moment(29), receipt: 'BPJS-2' };
    const both = [facts.remitted, second];
    expect(both.reduce(learn, nothingKnown).receipt).toBe('BPJS-1');
    expect(both.toReversed().reduce(learn, nothingKnown).receipt).toBe('BPJS-1');
  });

  test('is unpaid by what was told last, though the clock went back meanwhile', () => {
    const earlier = { ...facts.reversed, at: '2026-11-21T00:00:00.000Z' };
    expect(isPaid([facts.paid, earlier].reduce(learn, nothingKnown))).toBe(false);
  });
});

test('a month that lapsed is paid after all, and free again when that money goes back', () => {
  const lapsed = { what: 'LAPSED', at: '2026-12-30T00:00:00.000Z' } as const;
  expect(after(lapsed)).toBe('RELEASED');
  expect(after(lapsed, facts.paid)).toBe('PAID');
  expect(after(lapsed, facts.paid, facts.reversed)).toBe('RELEASED');
  expect([lapsed, facts.withdrawn].reduce<ReturnType<typeof learn>>(learn, nothingKnown)).toMatchObject({
    givenUpWhy: 'LAPSED',
  });
});

describe('unpaid months are held', () => {
  const law = readLaw();

  test.each([
    ['two weeks from the day the first one is due', '2026-12', '2026-11-22', '2026-12-29'],
    ['from the working day it is due: 15 November 2026 is a Sunday', '2026-11', '2026-11-01', '2026-11-30'],
    ['as long for who offers after the due day', '2026-12', '2026-12-28', '2027-01-11'],
    ['as long again for whose money went back', '2026-12', '2027-02-01', '2027-02-15'],
  ] as const)('%s', (_, first, heldSince, last) => {
    expect(heldUntil(law, 14, { months: [first, '2027-06'], heldSince })).toBe(last);
  });
});

test('after a restore only the clock says what came later', () => {
  const restored = { at: '2026-11-25T00:00:00.000Z', told: '5f0c1b1e-0000-4000-8000-000000000002:1' };
  expect(isLater(restored, moment(24))).toBe(true);
  expect(isLater(moment(26), restored)).toBe(true);
});

describe('a pledge for a worker', () => {
  const budi = { birthDate: '1970-08-12', everPaid: false, held: [] } as const;
  const months = ['2026-12', '2027-01'] as const;

  test('may have free months', () => {
    expect(whyNot(budi, months)).toBeUndefined();
  });

  test.each([
    ['the city does not know', undefined, 'WORKER_UNKNOWN'],
    ['of whom another pledge has one of the months', { ...budi, held: ['2027-01'] }, 'ALREADY_PLEDGED'],
    ['who is 65 on the first day of the first month', { ...budi, birthDate: '1961-12-01' }, 'WORKER_TOO_OLD'],
  ] as const)('is not for one %s', (_, worker, reason) => {
    expect(whyNot(worker, months)).toBe(reason);
  });

  test('goes on for a member who has turned 65', () => {
    expect(whyNot({ ...budi, birthDate: '1961-11-30', everPaid: true }, months)).toBeUndefined();
  });

  test('is in time for who turns 65 on the second day', () => {
    expect(whyNot({ ...budi, birthDate: '1961-12-02' }, ['2027-01', '2026-12'])).toBeUndefined();
  });
});

function subsets<T>(all: readonly T[]): T[][] {
  const [first, ...rest] = all;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((set) => [set, [first, ...set]]);
}

function orders<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((it, i) => orders(all.toSpliced(i, 1)).map((rest) => [it, ...rest]));
}
