import { describe, expect, test } from '@jest/globals';
import type { Role } from '@lindungi/tenancy';
import { seesAgencyCounts, sightOf } from './sight.rules';

const as = (...roles: Role[]) => ({ subject: 'sari', roles });

describe('who sees the donors of a city', () => {
  test.each([
    ['Bu Sari, a donor, sees herself', as('DONOR'), { everyone: false, self: 'sari' }],
    ['the treasurer sees everyone', as('TREASURER'), { everyone: true, self: null }],
    ['the administrator sees everyone', as('ADMIN'), { everyone: true, self: null }],
    ['an administrator who gives sees both', as('ADMIN', 'DONOR'), { everyone: true, self: 'sari' }],
    ['the mayor sees no names', as('MAYOR'), { everyone: false, self: null }],
    ['a head of an agency sees no donor', as('HEAD'), { everyone: false, self: null }],
    ['a head who gives sees himself', as('HEAD', 'DONOR'), { everyone: false, self: 'sari' }],
    ['an auditor sees no donor', as('AUDITOR'), { everyone: false, self: null }],
    ['a camat sees no donor', as('DISTRICT'), { everyone: false, self: null }],
    ['BPJS sees no donor', as('BPJS'), { everyone: false, self: null }],
    ['a visitor sees no donor', { subject: null, roles: [] }, { everyone: false, self: null }],
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
