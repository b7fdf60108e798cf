import { describe, expect, test } from '@jest/globals';
import { areaOfRegistrar, seesNobody, seesSpecific, sightOf } from './sight.rules';

const sari = { subject: 'sari', area: null };

describe('who sees which workers', () => {
  test.each([
    [
      'a donor sees the own ones',
      { ...sari, roles: ['DONOR'] },
      { everyone: false, area: null, donor: 'sari' },
    ],
    ['an administrator sees all', { ...sari, roles: ['ADMIN'] }, { everyone: true, area: null, donor: null }],
    ['BPJS sees all', { ...sari, roles: ['BPJS'] }, { everyone: true, area: null, donor: null }],
    [
      'a district officer sees the own kecamatan',
      { ...sari, area: '33.74.15', roles: ['DISTRICT'] },
      { everyone: false, area: '33.74.15', donor: null },
    ],
    [
      'who is officer and donor sees both',
      { ...sari, area: '33.74.15', roles: ['DISTRICT', 'DONOR'] },
      { everyone: false, area: '33.74.15', donor: 'sari' },
    ],
  ] as const)('%s', (_, asker, sight) => {
    expect(sightOf(asker)).toEqual(sight);
    expect(seesNobody(sightOf(asker))).toBe(false);
  });

  test.each([
    ['a mayor', { ...sari, roles: ['MAYOR'] }],
    ['a treasurer', { ...sari, roles: ['TREASURER'] }],
    ['a visitor', { subject: null, roles: [], area: null }],
    ['a district officer of nowhere', { ...sari, roles: ['DISTRICT'] }],
    ['a mayor with an area by mistake', { ...sari, area: '33.74.15', roles: ['MAYOR'] }],
  ] as const)('%s sees nobody', (_, asker) => {
    expect(seesNobody(sightOf(asker))).toBe(true);
  });
});

describe('where a registrar may register', () => {
  test('a district officer in the own kecamatan, and nowhere without one', () => {
    expect(areaOfRegistrar({ ...sari, area: '33.74.15', roles: ['DISTRICT'] })).toBe('33.74.15');
    expect(areaOfRegistrar({ ...sari, roles: ['DISTRICT'] })).toBe('none');
  });

  test('a donor and an administrator anywhere in the city', () => {
    expect(areaOfRegistrar({ ...sari, roles: ['DONOR'] })).toBeNull();
    expect(areaOfRegistrar({ ...sari, area: '33.74.15', roles: ['ADMIN', 'DISTRICT'] })).toBeNull();
  });
});

test.each([
  ['ADMIN', true],
  ['BPJS', true],
  ['DISTRICT', true],
  ['DONOR', false],
  ['MAYOR', false],
  ['AUDITOR', false],
] as const)('%s may read what the law guards most: %s', (role, may) => {
  expect(seesSpecific(sightOf({ subject: 'x', area: '33.74.15', roles: [role] }))).toBe(may);
});
