import { describe, expect, test } from '@jest/globals';
import type { EventType } from '../event';
import * as events from '../index';

const contracts = Object.entries(events).filter(
  (entry): entry is [string, EventType] => typeof entry[1] === 'object' && 'body' in entry[1],
);
const id = '0b0f7a3e-2a55-4f0e-8d5c-3a1f3b2c4d5e';
const offered = { pledgeId: id, donorId: id, workerId: id, months: ['2026-12'], fund: 'OWN' };

describe('what services tell one another', () => {
  test('is called after the service that tells it, and what happened', () => {
    expect(contracts.length).toBeGreaterThan(30);
    for (const [name, { name: told }] of contracts) {
      const kebab = name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
      expect(told).toMatch(new RegExp(`^(donors|beneficiaries|billing|benefits)\\.${kebab}$`));
    }
  });

  test.each([
    ['an unknown key, such as a NIK', { ...offered, nik: '3374010101900001' }],
    ['a month that is none', { ...offered, months: ['2026-13'] }],
    ['no month', { ...offered, months: [] }],
    ['a fund nobody knows', { ...offered, fund: 'own' }],
    ['an id that is none', { ...offered, workerId: '3374010101900001' }],
  ])('never carries %s', (_, body) => {
    expect(events.PledgeOffered.body.safeParse(offered).success).toBe(true);
    expect(events.PledgeOffered.body.safeParse(body).success).toBe(false);
  });

  test('says in which agency a donor works, by codes alone', () => {
    const placed = (agency: string, more = {}) =>
      events.DonorsPlaced.body.safeParse({ donors: [{ donorId: id, agency, ...more }] }).success;
    expect(placed('sekretariat-daerah')).toBe(true);
    expect(placed('Sekretariat Daerah')).toBe(false);
    expect(placed('sekretariat-daerah', { nip: '199001012015041001' })).toBe(false);
    expect(events.DonorsPlaced.body.safeParse({ donors: [] }).success).toBe(false);
  });

  test('says to whose pledges the months of one pass', () => {
    const own = { pledgeId: id, months: ['2026-12'] };
    const passed = (to: object) => {
      const { months: _, ...pledge } = offered;
      return events.PledgePassedOn.body.safeParse({ ...pledge, to: { donorId: id, pledges: [own], ...to } })
        .success;
    };
    expect(passed({})).toBe(true);
    expect(passed({ pledges: [] })).toBe(false);
    expect(passed({ pledges: [{ ...own, months: [] }] })).toBe(false);
    expect(passed({ nip: '199001012015041001' })).toBe(false);
  });

  test('says who left the roster, by ids alone, and not why', () => {
    const left = (more: object) => events.DonorsLeft.body.safeParse({ donorIds: [id], ...more }).success;
    expect(left({})).toBe(true);
    expect(left({ donorIds: [] })).toBe(false);
    expect(left({ donorIds: ['199001012015041001'] })).toBe(false);
    expect(left({ why: 'DIED' })).toBe(false);
  });

  test('says which months a payroll left open, and why, without a name', () => {
    const line = { pledgeId: id, workerId: id, month: '2026-12', open: 8_400 };
    const failed = (more = {}) =>
      events.DeductionFailed.body.safeParse({
        billId: id,
        agency: 'bapenda',
        donorId: id,
        reason: 'RETIRED',
        lines: [line],
        ...more,
      }).success;
    expect(failed()).toBe(true);
    expect(failed({ reason: 'Bu Sari pensiun' })).toBe(false);
    expect(failed({ lines: [] })).toBe(false);
    expect(failed({ name: 'Bu Sari' })).toBe(false);
    const at = { billId: id, stage: 'FILE', done: 500, total: 4_000 };
    expect(events.DeductionProgressed.body.safeParse(at).success).toBe(true);
    expect(events.DeductionProgressed.body.safeParse({ ...at, done: -1 }).success).toBe(false);
    const run = { law: 'ab'.repeat(32), done: 20, waiting: 1, ended: false };
    expect(events.RepricingProgressed.body.safeParse(run).success).toBe(true);
    expect(events.RepricingProgressed.body.safeParse({ ...run, law: 'PP 50/2025' }).success).toBe(false);
  });

  test('carries whole rupiah and real days', () => {
    const issued = (amount: number, dueOn: string) =>
      events.InvoiceIssued.body.safeParse({
        invoiceId: id,
        pledgeId: id,
        donorId: id,
        workerId: id,
        amount,
        months: [{ month: '2026-12', amount, dueOn }],
      }).success;
    expect(issued(8_400, '2026-12-15')).toBe(true);
    expect(issued(8_400.5, '2026-12-15')).toBe(false);
    expect(issued(8_400, '2026-02-30')).toBe(false);
  });
});
