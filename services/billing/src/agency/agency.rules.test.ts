import { describe, expect, test } from '@jest/globals';
import { agencyFor } from './agency.rules';

const city = {
  code: '3374',
  agencies: [
    { code: 'bapenda', name: 'Badan Pendapatan Daerah' },
    { code: 'bappeda', name: 'Badan Perencanaan Pembangunan Daerah' },
  ],
};

describe('for which agency somebody acts', () => {
  test('a treasurer for the one the roster places them in, the administrator for any', () => {
    expect(agencyFor(city, '3374:bapenda', { roles: ['TREASURER'], worksIn: 'bapenda' })).toBe('bapenda');
    expect(agencyFor(city, '3374:bappeda', { roles: ['ADMIN'], worksIn: undefined })).toBe('bappeda');
  });

  test.each([
    ["another agency's treasurer", '3374:bappeda', { roles: ['TREASURER'], worksIn: 'bapenda' }],
    ['a treasurer on no roster', '3374:bapenda', { roles: ['TREASURER'], worksIn: undefined }],
    ['a donor of the agency', '3374:bapenda', { roles: ['DONOR'], worksIn: 'bapenda' }],
    ['its head', '3374:bapenda', { roles: ['MAYOR'], worksIn: 'bapenda' }],
    ['an agency of another city', '6271:bapenda', { roles: ['ADMIN'], worksIn: undefined }],
    ['an agency that is none', '3374:rumah', { roles: ['ADMIN'], worksIn: undefined }],
  ] as const)('%s: refused in the same words', (_, id, who) => {
    expect(() => agencyFor(city, id, who)).toThrow(expect.objectContaining({ code: 'AGENCY_UNKNOWN' }));
  });
});
