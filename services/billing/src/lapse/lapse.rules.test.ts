import { describe, expect, test } from '@jest/globals';
import { localDate, month, readLaw } from '@lindungi/jamsostek';
import { countdownOf, countdownsSeenBy, type NextMonth } from './lapse.rules';

const law = readLaw();
const on = (today: string, next: NextMonth = 'OPEN', through = '2026-11') =>
  countdownOf(law, month(through), next, localDate(today));

describe('who is covered through November', () => {
  test('has until the end of February to pay, three months after cover ended', () => {
    expect(on('2026-12-01')).toMatchObject({ coverEndsOn: '2026-11-30', graceEndsOn: '2027-02-28' });
    expect(on('2028-01-01', 'OPEN', '2027-11').graceEndsOn).toBe('2028-02-29');
  });

  test.each([
    ['2026-11-30', -1, 'ENDING', null],
    ['2026-12-01', 0, 'IN_ARREARS', 0],
    ['2026-12-30', 29, 'IN_ARREARS', 0],
    ['2026-12-31', 30, 'IN_ARREARS', 30],
    ['2027-01-29', 59, 'IN_ARREARS', 30],
    ['2027-01-30', 60, 'IN_ARREARS', 60],
    ['2027-02-18', 79, 'IN_ARREARS', 60],
    ['2027-02-19', 80, 'IN_ARREARS', 80],
    ['2027-02-28', 89, 'IN_ARREARS', 80],
    ['2027-03-01', 90, 'LAPSED', null],
  ])('on %s is at day %d: %s, reminder %s', (today, day, state, reminder) =>
    expect(on(today)).toMatchObject({ day, state, reminder }),
  );

  test('needs no reminder once the next month is paid, though BPJS has it not', () => {
    expect(on('2027-02-19', 'PAID')).toMatchObject({ day: 80, state: 'ON_ITS_WAY', reminder: null });
  });

  test.each([
    ['2026-11-30', 'ENDING', null],
    ['2026-12-31', 'AWAITING_TRANSFER', 30],
    ['2027-02-19', 'AWAITING_TRANSFER', 80],
    ['2027-03-01', 'LAPSED', null],
  ])(
    'on %s is %s, reminder %s, when an agency deducted it and has not transferred',
    (today, state, reminder) => expect(on(today, 'AWAITED')).toMatchObject({ state, reminder }),
  );
});

test('everybody sees the same; a donor of the own workers, an officer of the own kecamatan', () => {
  const viewer = { subject: 'sari', area: '33.74.15' };
  expect(countdownsSeenBy({ ...viewer, roles: ['TREASURER'] })).toEqual({ donorId: null, kecamatan: null });
  expect(countdownsSeenBy({ ...viewer, roles: ['DISTRICT'] })).toEqual({
    donorId: null,
    kecamatan: '33.74.15',
  });
  expect(countdownsSeenBy({ ...viewer, roles: ['DONOR'] })).toEqual({ donorId: 'sari', kecamatan: null });
  expect(countdownsSeenBy({ ...viewer, roles: ['MAYOR'] })).toBeUndefined();
  expect(countdownsSeenBy({ subject: null, roles: ['DONOR'], area: null })).toBeUndefined();
  expect(countdownsSeenBy({ subject: 'x', roles: ['DISTRICT'], area: null })).toBeUndefined();
});
