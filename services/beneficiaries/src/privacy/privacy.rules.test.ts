import { describe, expect, test } from '@jest/globals';
import { answerable, keptFrom, leaving, maskChange, maskName, yearOnly } from './privacy.rules';
import type { OpenRequest } from './request-state';

const request: OpenRequest = { id: 'r1', workerId: 'siti', kind: 'ACCESS', state: 'OPEN' };
const code = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a request', () => {
  test.each<[string, OpenRequest | undefined, OpenRequest['kind'][], string | undefined]>([
    ['is answered while it is open', request, ['ACCESS'], undefined],
    ['may be refused whatever it asks', request, [], undefined],
    ['is answered by what it asks for', request, ['ERASURE'], 'DATA_REQUEST_NOT_FOUND'],
    ['that is none is not answered', undefined, ['ACCESS'], 'DATA_REQUEST_NOT_FOUND'],
    ['is answered once', { ...request, state: 'ANSWERED' }, ['ACCESS'], 'DATA_REQUEST_ANSWERED'],
    ['that waits is answered by its clock', { ...request, state: 'WAITING' }, [], 'DATA_REQUEST_ANSWERED'],
  ])('%s', (_, it, kinds, refused) => expect(code(() => answerable(it, ...kinds))).toBe(refused));
});

describe('who leaves', () => {
  test('keeps what is paid, and gives up what is not', () => {
    expect(
      leaving([
        { month: '2027-03', state: 'RESERVED' },
        { month: '2026-12', state: 'PROTECTED' },
        { month: '2027-02', state: 'RESERVED' },
        { month: '2027-01', state: 'PAID' },
        { month: '2026-11', state: 'RELEASED' },
      ]),
    ).toEqual({ unpaid: ['2027-02', '2027-03'], onTheWay: ['2027-01'], protectedUntil: '2027-01' });
  });

  test('with nothing paid has no cover to end', () => {
    expect(leaving([])).toEqual({ unpaid: [], onTheWay: [], protectedUntil: null });
  });
});

describe('the trail of a correction', () => {
  test('says what was corrected, and nobody', () => {
    const change = {
      name: "Siti Nur'aini",
      phone: '+6281234567890',
      birthDate: '1980-05-04',
      kelurahan: '33.74.15.1007',
    };
    expect(maskChange(change)).toEqual({
      name: 'S••• N•••',
      phone: '•••90',
      birthDate: '1980',
      kelurahan: '33.74.15.1007',
    });
    expect(maskChange({ phone: null })).toEqual({ phone: null });
    expect(maskName('Ḥasan al-Banna')).toBe('Ḥ••• a•••');
  });
});

test('of a birth date the year is left', () => expect(yearOnly('1980-05-04')).toBe('1980-01-01'));

describe('sixty months back', () => {
  test.each([
    ['2026-11-22', 60, '2021-11'],
    ['2027-01-31', 1, '2026-12'],
    ['2027-12-01', 12, '2026-12'],
    ['2026-02-28', 26, '2023-12'],
  ] as const)('from %s by %i months is %s', (today, months, month) =>
    expect(keptFrom(today, months)).toBe(month),
  );
});
