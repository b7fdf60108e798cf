import type { Role } from '@lindungi/tenancy';
import { OperatorError } from './operator-error';

/** Someone to sign in as while trying the system. Nobody here exists; who has a NIP is on the sample's roster. */
export interface SamplePerson {
  /** Kemendagri code of the city. */
  city: string;
  /** What the operator types after the city's word: `semarang:sari`. */
  word: string;
  name: string;
  roles: readonly Role[];
  /** Serial 9xx: no such number has been given to anybody. */
  nip?: string;
  /** The kecamatan a district officer answers for. */
  area?: string;
}

/** The city's word in a sample person's name and in `<word>.localhost`. */
export const CITY_WORDS: Readonly<Record<string, string>> = { '3374': 'semarang', '6271': 'palangkaraya' };

export const PEOPLE: readonly SamplePerson[] = [
  { city: '3374', word: 'sari', name: 'Sari Wulandari', roles: ['DONOR'], nip: '198504122010012901' },
  {
    city: '3374',
    word: 'bendahara',
    name: 'Bambang Prasetyo',
    roles: ['TREASURER'],
    nip: '197803152006041903',
  },
  { city: '3374', word: 'kepala', name: 'Retno Astuti', roles: ['DONOR', 'HEAD'], nip: '196805171993032904' },
  { city: '3374', word: 'camat', name: 'Camat Ngaliyan', roles: ['DISTRICT'], area: '33.74.15' },
  { city: '3374', word: 'bpjs', name: 'Petugas BPJS Semarang', roles: ['BPJS'] },
  { city: '3374', word: 'walikota', name: 'Wali Kota Semarang', roles: ['MAYOR'] },
  { city: '3374', word: 'admin', name: 'Admin Semarang', roles: ['ADMIN'] },
  { city: '3374', word: 'auditor', name: 'Auditor Semarang', roles: ['AUDITOR'] },
  { city: '3374', word: 'operator', name: 'Operator Semarang', roles: ['OPERATOR'] },

  { city: '6271', word: 'sari', name: 'Sari Lestari', roles: ['DONOR'], nip: '199006152015032902' },
  { city: '6271', word: 'bendahara', name: 'Yanto Dehen', roles: ['TREASURER'], nip: '198107222008011905' },
  { city: '6271', word: 'kepala', name: 'Mina Tarung', roles: ['DONOR', 'HEAD'], nip: '197001091995032906' },
  { city: '6271', word: 'camat', name: 'Camat Pahandut', roles: ['DISTRICT'], area: '62.71.01' },
  { city: '6271', word: 'bpjs', name: 'Petugas BPJS Palangka Raya', roles: ['BPJS'] },
  { city: '6271', word: 'walikota', name: 'Wali Kota Palangka Raya', roles: ['MAYOR'] },
  { city: '6271', word: 'admin', name: 'Admin Palangka Raya', roles: ['ADMIN'] },
  { city: '6271', word: 'auditor', name: 'Auditor Palangka Raya', roles: ['AUDITOR'] },
  { city: '6271', word: 'operator', name: 'Operator Palangka Raya', roles: ['OPERATOR'] },
];

/** The person called `semarang:sari`. @throws OperatorError when nobody is called that */
export function samplePerson(called: string): SamplePerson {
  const person = PEOPLE.find((it) => nameOf(it) === called);
  if (person) return person;
  const names = PEOPLE.map(nameOf).join(', ');
  throw new OperatorError({
    id: `Tidak ada orang contoh bernama "${called}". Yang ada: ${names}.`,
    en: `No sample person is called "${called}". There are: ${names}.`,
  });
}

/** A sample person who is on the roster. @throws OperatorError when nobody is called that, RangeError without a NIP */
export function civilServant(called: string): { nip: string; name: string } {
  const { nip, name } = samplePerson(called);
  if (nip === undefined) throw new RangeError(`${called} has no NIP.`);
  return { nip, name };
}

/** `semarang:sari` */
export function nameOf(person: SamplePerson): string {
  return `${CITY_WORDS[person.city]}:${person.word}`;
}
