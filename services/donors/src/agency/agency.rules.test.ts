import { describe, expect, test } from '@jest/globals';
import { agencyId, agencyNamed } from './agency.rules';

const disdik = { code: 'DISDIK', name: 'Dinas Pendidikan' };
const semarang = { code: '3374', agencies: [disdik, { code: 'NGALIYAN', name: 'Kecamatan Ngaliyan' }] };

describe('an agency in the roster', () => {
  test.each(['DISDIK', 'disdik ', 'Dinas Pendidikan', 'DINAS  PENDIDIKAN'])('is known as %j', (text) => {
    expect(agencyNamed(semarang, text)).toEqual(disdik);
  });

  test.each(['Dinas Kesehatan', '', 'DIS'])('is unknown as %j, when the city does not list it', (text) => {
    expect(() => agencyNamed(semarang, text)).toThrow(expect.objectContaining({ code: 'AGENCY_UNKNOWN' }));
  });
});

test('two cities that both have a DISDIK have two agencies', () => {
  expect(agencyId(semarang, 'DISDIK')).not.toBe(agencyId({ code: '6271' }, 'DISDIK'));
});
