import { describe, expect, test } from '@jest/globals';
import type { Told } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';
import { pledgeListeners } from './pledge.listener';

const pledgeId = '0f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const other = '1f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const donorId = '2f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const workerId = '3f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const paper = '4f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b';
const who = { pledgeId, donorId, workerId };
const months = ['2026-12', '2027-01', '2027-02'];

/** What donors tells on hearing an event, as 'pledge what'. */
async function toldOn(name: string, body: object): Promise<string[]> {
  const told: string[] = [];
  const write = (text: string, values: unknown[]) => {
    if (!text.includes('outbox')) return;
    const { pledgeId: id, what } = JSON.parse(String(values[4])) as { pledgeId: string; what: string };
    told.push(`${id === pledgeId ? 'this' : 'other'} ${what}`);
  };
  const tx = { city: { code: '3374' }, write, query: async () => [] } as unknown as InCity;
  const heard = pledgeListeners.filter((listener) => listener.name === name);
  for (const listener of heard) await listener.hear(tx, { name, body } as Told);
  return told;
}

describe('what other services say became of a pledge', () => {
  const contribution = { ...who, invoiceId: paper, amount: 42_000, months };

  test.each([
    [
      'beneficiaries.worker-reserved',
      { ...who, sector: 'OTHER', kecamatan: '33.74.15', branch: 'semarang-pemuda', months, fund: 'OWN' },
      'RESERVED',
    ],
    ['beneficiaries.worker-taken', { ...who, months, reason: 'ALREADY_PLEDGED' }, 'TAKEN'],
    [
      'billing.invoice-issued',
      { ...contribution, months: [{ month: '2026-12', amount: 42_000, dueOn: '2026-12-15' }] },
      'INVOICED',
    ],
    ['beneficiaries.reservation-released', { ...who, months }, 'RELEASED'],
    ['beneficiaries.reservation-returned', { ...who, months }, 'RESERVED'],
    ['billing.invoice-cancelled', { invoiceId: paper, pledgeId, donorId }, 'CANCELLED'],
    ['billing.invoice-partly-paid', { invoiceId: paper, pledgeId, donorId, received: 20_000 }, 'PARTLY_PAID'],
    ['billing.contribution-paid', contribution, 'PAID'],
    ['billing.contribution-reversed', contribution, 'REVERSED'],
    [
      'beneficiaries.protection-confirmed',
      {
        ...who,
        kecamatan: '33.74.15',
        months: [{ month: '2026-12', receipt: 'R-1', receivedOn: '2026-12-10' }],
      },
      'PROTECTED',
    ],
  ])('%s reaches its donor', async (name, body, what) => {
    expect(await toldOn(name, body)).toEqual([`this ${what}`]);
  });

  test('three months of one pledge that BPJS refused are one piece of news, another pledge a second', async () => {
    const lines = [
      ...months.map((month) => ({ ...who, month, reason: 'NIK' })),
      { ...who, pledgeId: other, month: '2026-12', reason: 'NIK' },
    ];
    const refused = { remittanceId: paper, branch: 'semarang-pemuda', lines };
    expect(await toldOn('billing.contribution-rejected', refused)).toEqual([
      'this REJECTED',
      'other REJECTED',
    ]);
  });
});
