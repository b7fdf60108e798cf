import { describe, expect, test } from '@jest/globals';
import type { Month } from '@lindungi/jamsostek';
import { nothingKnown } from './protection.rules';
import {
  frees,
  type Heard,
  type ProtectionRow,
  passedOn,
  receiptsIn,
  returns,
  settle,
  whyReleased,
} from './settlement.rules';

const told = { at: '2026-11-25T00:00:00.000Z', told: 'billing:25' };
const row = (pledgeId: string, month: Month, more: Partial<ProtectionRow> = {}): ProtectionRow => ({
  ...nothingKnown,
  pledgeId,
  month,
  donorId: `donor of ${pledgeId}`,
  workerId: 'budi',
  state: 'RESERVED',
  ...more,
});
const paid = (pledgeId: string, month: Month | 'EVERY'): Heard => ({
  pledgeId,
  month,
  fact: { what: 'PAID', ...told },
});
const withdrawn = { givenUpAt: '2026-11-23T00:00:00Z', givenUpWhy: 'WITHDRAWN', state: 'RELEASED' } as const;

describe('what passes to a colleague who goes on with a pledge', () => {
  const rows = [
    row('p1', '2026-12', { state: 'PAID' }),
    row('p1', '2027-01'),
    row('p1', '2027-02'),
    row('p2', '2027-03'),
  ];

  test.each([
    ['what nobody has paid', ['2027-01', '2027-02'], ['2027-01', '2027-02']],
    ['not what was paid meanwhile', ['2026-12', '2027-01'], ['2027-01']],
    ['not what is another pledge’s', ['2027-02', '2027-03'], ['2027-02']],
    ['of a pledge that holds none of it any more, all: it may be free', ['2027-04'], ['2027-04']],
  ] as const)('%s', (_, asked, passing) => {
    expect(passedOn(rows, 'p1', asked)).toEqual(passing);
  });
});

describe('settling facts about months', () => {
  test('touches the months told of, and no others', () => {
    const rows = [row('p1', '2026-12'), row('p1', '2027-01'), row('p2', '2027-02')];
    const { changes } = settle(rows, [paid('p1', '2027-01')]);
    expect(changes.map(({ after }) => [after.pledgeId, after.month, after.state])).toEqual([
      ['p1', '2027-01', 'PAID'],
    ]);
  });

  test('changes nothing the second time', () => {
    const rows = [row('p1', '2026-12')];
    const [change] = settle(rows, [paid('p1', 'EVERY')]).changes;
    expect(settle([change!.after], [paid('p1', 'EVERY')]).changes).toEqual([]);
  });

  test('names the facts nobody here knows a month for', () => {
    const stray = paid('p9', '2026-12');
    expect(settle([row('p1', '2026-12')], [stray, paid('p1', '2026-12')]).unknown).toEqual([stray]);
  });

  test('gives a paid month its place back after a withdrawal', () => {
    const [change] = settle([row('p1', '2026-12', withdrawn)], [paid('p1', '2026-12')]).changes;
    expect(change!.after.state).toBe('PAID');
    expect(returns(change!)).toBe(true);
  });

  test('leaves the place to the pledge that has it now, and remembers the money', () => {
    const rows = [row('p1', '2026-12', withdrawn), row('p2', '2026-12')];
    const [change] = settle(rows, [paid('p1', '2026-12')]).changes;
    expect(change!.after).toMatchObject({ state: 'RELEASED', paidAt: told.at });
    expect(returns(change!)).toBe(false);
  });

  test('frees what a withdrawal leaves unpaid', () => {
    const rows = [
      row('p1', '2026-12', { paidAt: told.at, paidTold: told.told, state: 'PAID' }),
      row('p1', '2027-01'),
    ];
    const { changes } = settle(rows, [
      {
        pledgeId: 'p1',
        month: 'EVERY',
        fact: { what: 'WITHDRAWN', at: withdrawn.givenUpAt },
      },
    ]);
    expect(changes.filter(frees).map(({ after }) => after.month)).toEqual(['2027-01']);
  });
});

test('a pledge is released for the strongest of its reasons, and for none while it has a month', () => {
  const lapsed = row('p1', '2027-01', { ...withdrawn, givenUpWhy: 'LAPSED' });
  expect(whyReleased([lapsed])).toBe('LAPSED');
  expect(whyReleased([lapsed, row('p1', '2026-12', withdrawn)])).toBe('WITHDRAWN');
  expect(whyReleased([lapsed, row('p1', '2026-12')])).toBeUndefined();
});

test('receipts are told once, by pledge', () => {
  const fact = {
    what: 'REMITTED',
    ...told,
    receivedOn: '2026-12-15',
    receipt: 'BPJS-7',
  } as const;
  const rows = [row('p1', '2026-12'), row('p1', '2027-01'), row('p2', '2027-02')];
  const { changes } = settle(
    rows,
    rows.map(({ pledgeId, month }) => ({ pledgeId, month, fact })),
  );
  expect(receiptsIn(changes)).toEqual([
    {
      row: expect.objectContaining({ pledgeId: 'p1' }),
      months: ['2026-12', '2027-01'].map((month) => ({
        month,
        receipt: 'BPJS-7',
        receivedOn: '2026-12-15',
      })),
    },
    {
      row: expect.objectContaining({ pledgeId: 'p2' }),
      months: [{ month: '2027-02', receipt: 'BPJS-7', receivedOn: '2026-12-15' }],
    },
  ]);
  expect(
    receiptsIn(
      settle(
        changes.map((it) => it.after),
        [{ pledgeId: 'p1', month: 'EVERY', fact }],
      ).changes,
    ),
  ).toEqual([]);
});
