import { describe, expect, test } from '@jest/globals';
import { month } from '@lindungi/jamsostek';
import { monthsOfPledge, withdrawable, workerIdOf } from './pledge.rules';

const semarang = { months: [3, 6, 12], firstMonth: 'NEXT' as const };
const palangkaRaya = { months: [1, 3], firstMonth: 'CURRENT' as const };
const november = month('2026-11');
const offer = (firstMonth: string, months: number) => ({ firstMonth: month(firstMonth), months });

describe('a pledge in a city that takes 3, 6 or 12 months, from next month on', () => {
  test('protects its months in a row, across the new year', () => {
    expect(monthsOfPledge(semarang, offer('2026-12', 3), november)).toEqual([
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
  });

  test('may begin a year from now, and not a month later', () => {
    expect(monthsOfPledge(semarang, offer('2027-11', 12), november)).toHaveLength(12);
    expect(() => monthsOfPledge(semarang, offer('2027-12', 3), november)).toThrow(
      expect.objectContaining({ code: 'PLEDGE_START_REFUSED' }),
    );
  });

  test.each([
    ['four months is no length here', offer('2026-12', 4), 'PLEDGE_LENGTH_REFUSED'],
    ['nothing is no length', offer('2026-12', 0), 'PLEDGE_LENGTH_REFUSED'],
    ['this month is too soon', offer('2026-11', 3), 'PLEDGE_START_REFUSED'],
    ['last year is long gone', offer('2025-12', 3), 'PLEDGE_START_REFUSED'],
  ] as const)('%s', (_, asked, code) => {
    expect(() => monthsOfPledge(semarang, asked, november)).toThrow(expect.objectContaining({ code }));
  });

  test('a refusal tells the donor in Indonesian what the city does allow', () => {
    expect(() => monthsOfPledge(semarang, offer('2026-11', 3), november)).toThrow(
      expect.objectContaining({
        words: expect.objectContaining({ id: expect.stringContaining('paling awal Desember 2026') }),
      }),
    );
  });
});

describe('a pledge in a city where this month may be the first', () => {
  test('may begin now, for one month', () => {
    expect(monthsOfPledge(palangkaRaya, offer('2026-11', 1), november)).toEqual(['2026-11']);
  });

  test('may not begin last month', () => {
    expect(() => monthsOfPledge(palangkaRaya, offer('2026-10', 1), november)).toThrow(
      expect.objectContaining({ code: 'PLEDGE_START_REFUSED' }),
    );
  });
});

describe('the worker a donor names', () => {
  test('is known by the id, however it is typed', () => {
    expect(workerIdOf('9F3C2E1A-0B4D-4C6E-8F70-1A2B3C4D5E6F')).toBe('9f3c2e1a-0b4d-4c6e-8f70-1a2b3c4d5e6f');
  });

  test.each(['', 'Pak Budi', '3374150101800001', '9f3c2e1a-0b4d-0c6e-8f70-1a2b3c4d5e6f'])(
    'is nobody as %j',
    (text) => {
      expect(() => workerIdOf(text)).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
    },
  );
});

describe('Bu Sari takes her pledge back', () => {
  test('while it stands', () => {
    const pledge = { donorId: 'sari', withdrawnAt: null };
    expect(withdrawable(pledge, 'sari')).toBe(pledge);
  });

  test('only once', () => {
    expect(() => withdrawable({ donorId: 'sari', withdrawnAt: '2026-11-22T03:00:00.000Z' }, 'sari')).toThrow(
      expect.objectContaining({ code: 'PLEDGE_ALREADY_WITHDRAWN' }),
    );
  });

  test('but not that of Pak Joko, which to her is as good as absent', () => {
    const refusal = (pledge: Parameters<typeof withdrawable>[0]) => {
      try {
        withdrawable(pledge, 'sari');
      } catch (error) {
        return JSON.stringify(error);
      }
      return 'no refusal';
    };
    expect(refusal({ donorId: 'joko', withdrawnAt: null })).toContain('PLEDGE_UNKNOWN');
    expect(refusal({ donorId: 'joko', withdrawnAt: '2026-11-01T00:00:00.000Z' })).toBe(refusal(undefined));
  });
});
