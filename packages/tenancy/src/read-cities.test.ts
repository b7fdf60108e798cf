import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CITIES_FOLDER, cities, cityByCode, cityByHost, cityByIssuer } from './cities';
import { CitiesMalformed, readCities } from './read-cities';

const BUDGET = '{ perSecond: 2, burst: 3, atOnce: 4 }';
const SEMARANG = '3374-kota-semarang.yaml';

describe('the cities that take part', () => {
  test.each([
    ['3374', 'Kota Semarang', 16, 177],
    ['6271', 'Kota Palangka Raya', 5, 30],
  ])('%s is %s, with %i kecamatan and %i kelurahan', (code, name, kecamatan, kelurahan) => {
    const city = cityByCode(code)!;
    expect(city.name).toBe(name);
    expect(city.kecamatan).toHaveLength(kecamatan);
    expect(city.kecamatan.flatMap((each) => each.kelurahan)).toHaveLength(kelurahan);
  });

  test('have an agency for every kecamatan', () => {
    for (const city of cities().values()) {
      const names = city.agencies.map((agency) => agency.name);
      expect(names).toEqual(expect.arrayContaining(city.kecamatan.map(({ name }) => `Kecamatan ${name}`)));
    }
  });

  test('are found by host and by issuer, and by nothing like them', () => {
    expect(cityByHost('Semarang.lindungi.example:443')?.code).toBe('3374');
    expect(cityByHost('semarang.lindungi.example.evil.test')).toBeUndefined();
    expect(cityByIssuer(cityByCode('6271')!.issuer.url)?.code).toBe('6271');
    expect(cityByIssuer(`${cityByCode('6271')!.issuer.url}/`)).toBeUndefined();
    expect(cityByCode('9999')).toBeUndefined();
  });

  test('say what they ask of a donor', () => {
    expect(cityByCode('3374')!.pledge).toMatchObject({
      months: [3, 6, 12],
      firstMonth: 'NEXT',
      holdDays: 14,
      quota: { JPT_PRATAMA: 3, ADMINISTRATOR: 2, OTHERS: 1 },
    });
    expect(cityByCode('6271')!.pledge).toMatchObject({ months: [1, 3, 6, 12], firstMonth: 'CURRENT' });
  });

  test('number the kelurahan as Kemendagri does, not by name', () => {
    const ngaliyan = cityByCode('3374')!.kecamatan.find(({ code }) => code === '33.74.15')!;
    expect(ngaliyan).toMatchObject({ name: 'Ngaliyan', branch: 'semarang-pemuda' });
    expect(ngaliyan.kelurahan[6]).toEqual({ code: '33.74.15.1007', name: 'Ngaliyan' });
  });
});

describe('a folder of cities with mistakes', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cities-'));
    cpSync(CITIES_FOLDER, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (from: string | RegExp, to: string, file = SEMARANG) => {
    const before = readFileSync(join(folder, file), 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, file), after);
  };
  const mistakes = (): readonly string[] => {
    try {
      readCities(folder);
      return [];
    } catch (error) {
      if (error instanceof CitiesMalformed) return error.mistakes;
      throw error;
    }
  };

  test.each([
    ['an unknown key', /^timeZone/m, 'colour: red\ntimeZone', /colour/],
    ['a missing key', /^timeZone.*\n/m, '', /timeZone/],
    ['a code that YAML read as a number', 'code: "3374"', 'code: 3374', /code/],
    ['a zone that does not exist', 'Asia/Jakarta', 'Asia/Semarang', /time zone of Indonesia/],
    ['no word on how long an unpaid month is held', / {2}holdDays: 14.*\n/, '', /pledge\.holdDays/],
    ['a word nobody knows', 'firstMonth: next', 'firstMonth: later', /firstMonth/],
    ['a secret instead of its name', 'PAYMENT_SECRET_3374', 'Mid-server-abc', /never its value/],
    [
      'a kelurahan of another kecamatan',
      '33.74.15.1007:',
      '33.74.14.1007:',
      /does not lie in kecamatan 33.74.15/,
    ],
    ['a kecamatan of another city', 'code: 33.74.16', 'code: 33.73.16', /33.73.16 does not lie in 3374/],
    ['a branch nobody named', 'branch: semarang-pemuda', 'branch: ungaran', /no branch is called ungaran/],
    ['a length offered twice', '[3, 6, 12]', '[3, 6, 6]', /pledge length 6 is there twice/],
    ['Xendit without the key of its API', ', api: PAYMENT_SECRET_3374_XENDIT_API', '', /XENDIT needs an api/],
    [
      'a payment provider named twice',
      'provider: doku',
      'provider: snap',
      /payment provider SNAP is there twice/,
    ],
    ['a payment provider nobody knows', 'provider: doku', 'provider: gopay', /payment\.also/],
    ['a key written twice', /^name: .*$/m, 'name: A\nname: B', /unique/],
    ['a budget nobody knows', /^timeZone/m, `limits: { crowd: ${BUDGET} }\ntimeZone`, /limits/],
    [
      'a budget without its half',
      /^timeZone/m,
      'limits: { public: { burst: 9 } }\ntimeZone',
      /limits\.public/,
    ],
    [
      'a budget of nothing',
      /^timeZone/m,
      `limits: { public: ${BUDGET.replace('2', '0')} }\ntimeZone`,
      /limits/,
    ],
    ['a host with a capital', 'semarang.lindungi.example #', 'Semarang.lindungi.example #', /portal/],
  ])('refuses %s', (_, from, to, said) => {
    change(from, to);
    expect(mistakes().join('\n')).toMatch(said);
  });

  test('takes the budgets of a city that names some', () => {
    change(/^timeZone/m, `limits: { public: ${BUDGET} }\ntimeZone`);
    const [semarang, palangka] = readCities(folder);
    expect(semarang?.limits).toEqual({ public: { perSecond: 2, burst: 3, atOnce: 4 } });
    expect(palangka?.limits).toBeUndefined();
  });

  test.each(['code', 'portal', 'issuer', 'payment secret'])('refuses two cities with one %s', (what) => {
    cpSync(join(folder, SEMARANG), join(folder, '3374-kota-lain.yaml'));
    expect(mistakes().join('\n')).toMatch(new RegExp(`^${what} .* is there twice$`, 'm'));
  });

  test('says all that is wrong at once, of every file', () => {
    change(/^timeZone/m, 'colour: red\ntimeZone');
    change('firstMonth: next', 'firstMonth: later');
    change('62.71.01.1001:', '62.71.02.1099:', '6271-kota-palangka-raya.yaml');
    writeFileSync(join(folder, '0000-kosong.yaml'), '{ not yaml');
    expect(mistakes()).toHaveLength(4);
  });

  test('refuses a folder that is empty, or not there', () => {
    for (const file of [SEMARANG, '6271-kota-palangka-raya.yaml']) rmSync(join(folder, file));
    expect(mistakes()).toEqual([expect.stringContaining('there is no city')]);
    expect(() => readCities(join(folder, 'nowhere'))).toThrow(CitiesMalformed);
  });
});
