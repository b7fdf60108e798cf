import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { month } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { offerPledge, withdrawPledge } from './pledge.service';

const sari = '2f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const budi = '3f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const now = '2026-11-22T03:00:00.000Z';

/** A transaction whose every question has one answer, and which remembers what was told and saved. */
function city(answer: object[]) {
  const told: { name: unknown; body: Record<string, unknown> }[] = [];
  const saved: object[] = [];
  const tx = {
    city: { code: '3374', pledge: { months: [3, 6, 12], firstMonth: 'NEXT' } },
    query: async () => answer,
    insert: (_entity: unknown, row: object) => saved.push(row),
    write: (text: string, values: unknown[]) => {
      if (!text.includes('outbox')) return saved.push(values);
      const [, name, , , bodies] = values as [string, string, number, string[], string[]];
      return told.push(...bodies.map((body) => ({ name, body: JSON.parse(body) })));
    },
  } as unknown as InCity;
  return { tx, told, saved };
}

const offer = { donorId: sari, workerId: budi, firstMonth: month('2026-12'), months: 3 };

describe('Bu Sari offers to protect Pak Budi for three months', () => {
  test('which is saved, and told to whoever keeps the workers and whoever watches', async () => {
    const { tx, told, saved } = city([{ now }]);
    const pledge = await offerPledge(tx, offer, month('2026-11'));
    expect(saved).toEqual([pledge]);
    expect(pledge).toMatchObject({ donorId: sari, workerId: budi, createdAt: now, withdrawnAt: null });
    expect(told).toEqual([
      {
        name: 'donors.pledge-offered',
        body: {
          pledgeId: pledge.id,
          donorId: sari,
          workerId: budi,
          months: ['2026-12', '2027-01', '2027-02'],
          fund: 'OWN',
        },
      },
      { name: 'donors.pledge-changed', body: { pledgeId: pledge.id, donorId: sari, what: 'OFFERED' } },
    ]);
  });

  test('which leaves no trace when she is not on the roster', async () => {
    const { tx, told, saved } = city([]);
    await expect(offerPledge(tx, offer, month('2026-11'))).rejects.toMatchObject({ code: 'DONOR_UNKNOWN' });
    expect([...told, ...saved]).toEqual([]);
  });
});

describe('Bu Sari takes her pledge back', () => {
  const pledge = { id: budi, ...offer, createdAt: now, withdrawnAt: null };

  test('which is told by name of the pledge', async () => {
    const { tx, told } = city([{ ...pledge, now }]);
    expect(await withdrawPledge(tx, pledge.id, sari)).toEqual({ ...pledge, withdrawnAt: now });
    expect(told.map(({ name }) => name)).toEqual(['donors.pledge-withdrawn', 'donors.pledge-changed']);
  });

  test('which is refused, and not told, when there is none', async () => {
    const { tx, told } = city([]);
    await expect(withdrawPledge(tx, pledge.id, sari)).rejects.toMatchObject({ code: 'PLEDGE_UNKNOWN' });
    expect(told).toEqual([]);
  });
});
