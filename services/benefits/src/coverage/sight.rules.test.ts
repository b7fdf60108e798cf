import { describe, expect, test } from '@jest/globals';
import { sightOf } from './sight.rules';

const somebody = { subject: 'someone', roles: [] as const, area: null };

describe('who sees which covered months', () => {
  test.each([
    ['BPJS sees the city', { roles: ['BPJS'] as const }, { all: true, kecamatan: null, donorId: null }],
    [
      'a district officer sees their kecamatan',
      { roles: ['DISTRICT'] as const, area: '33.74.15' },
      { all: false, kecamatan: '33.74.15', donorId: null },
    ],
    [
      'an officer without a kecamatan sees nothing',
      { roles: ['DISTRICT'] as const },
      { all: false, kecamatan: null, donorId: null },
    ],
    [
      'a donor sees what their own pledges protect',
      { roles: ['DONOR'] as const },
      { all: false, kecamatan: null, donorId: 'someone' },
    ],
    [
      'a mayor sees nothing of one person',
      { roles: ['MAYOR'] as const, area: '33.74.15' },
      { all: false, kecamatan: null, donorId: null },
    ],
  ])('%s', (_, who, seen) => {
    expect(sightOf({ ...somebody, ...who })).toEqual(seen);
  });
});
