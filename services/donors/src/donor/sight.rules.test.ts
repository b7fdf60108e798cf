import { describe, expect, test } from '@jest/globals';
import type { Role } from '@lindungi/tenancy';
import { seesAgencyCounts, sightOf } from './sight.rules';

const as = (...roles: Role[]) => ({ subject: 'sari', roles });

describe('who sees the donors of a city', () => {
  test.each([
    ['Bu Sari, a donor, sees herself', as('DONOR'), { everyone: false, self: 'sari', colleague: null }],
    ['a treasurer sees the own agency', as('TREASURER'), { everyone: false, self: null, colleague: 'sari' }],
    ['the administrator sees everyone', as('ADMIN'), { everyone: true, self: null, colleague: null }],
    [
      'an administrator who gives sees both',
      as('ADMIN', 'DONOR'),
      { everyone: true, self: 'sari', colleague: null },
    ],
    ['the mayor sees no names', as('MAYOR'), { everyone: false, self: null, colleague: null }],
    ['a head of an agency sees no donor', as('HEAD'), { everyone: false, self: null, colleague: null }],
    [
      'a head who gives sees himself',
      as('HEAD', 'DONOR'),
      { everyone: false, self: 'sari', colleague: null },
    ],
    ['an auditor sees no donor', as('AUDITOR'), { everyone: false, self: null, colleague: null }],
    ['a camat sees no donor', as('DISTRICT'), { everyone: false, self: null, colleague: null }],
    ['BPJS sees no donor', as('BPJS'), { everyone: false, self: null, colleague: null }],
    [
      'a treasurer who gives sees the own agency',
      as('TREASURER', 'DONOR'),
      { everyone: false, self: 'sari', colleague: 'sari' },
    ],
    [
      'a visitor sees no donor',
      { subject: null, roles: [] },
      { everyone: false, self: null, colleague: null },
    ],
  ])('%s', (_, principal, sight) => {
    expect(sightOf(principal)).toEqual(sight);
  });
});

describe('who sees how many donors one agency has', () => {
  test.each([
    ['the mayor', as('MAYOR'), { all: true, own: false }],
    ['the treasurer', as('TREASURER'), { all: true, own: false }],
    ['the auditor', as('AUDITOR'), { all: true, own: false }],
    ['a head, of the own agency', as('HEAD'), { all: false, own: true }],
    ['a donor of that agency', as('DONOR'), { all: false, own: false }],
    ['a visitor', { roles: [] }, { all: false, own: false }],
  ])('%s: %#', (_, principal, sees) => {
    expect(seesAgencyCounts(principal)).toEqual(sees);
  });
});
