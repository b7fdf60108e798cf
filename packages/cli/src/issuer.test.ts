import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cities, cityByCode, ROLES } from '@lindungi/tenancy';
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { developmentIssuer, tokenFor } from './issuer';
import { CITY_WORDS, PEOPLE, samplePerson } from './people';

describe('the development issuer', () => {
  const home = mkdtempSync(join(tmpdir(), 'lindungi-issuer-'));
  let issuer: string;
  beforeAll(async () => {
    issuer = await developmentIssuer(home);
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test("makes its key once, for its owner's eyes", async () => {
    const key = readFileSync(issuer, 'utf8');
    expect(await developmentIssuer(home)).toBe(issuer);
    expect(readFileSync(issuer, 'utf8')).toBe(key);
    expect(statSync(issuer).mode & 0o777).toBe(0o600);
  });

  test("signs as the person's city would", async () => {
    const token = await tokenFor(issuer, 'semarang:camat');
    const { d: _, ...open } = JSON.parse(readFileSync(issuer, 'utf8'));
    const city = cityByCode('3374')!;
    await jwtVerify(token, await importJWK(open, 'ES256'), {
      issuer: city.issuer.url,
      audience: city.issuer.audience,
      typ: 'at+jwt',
    });
    expect(decodeProtectedHeader(token).alg).toBe('ES256');
    expect(decodeJwt(token)).toMatchObject({
      sub: 'camat',
      city: '3374',
      roles: ['DISTRICT'],
      area: '33.74.15',
    });
  });

  test('names those there are when nobody is called that', async () => {
    await expect(tokenFor(issuer, 'semarang:siapa')).rejects.toThrow(/semarang:sari, .*palangkaraya:admin/);
  });
});

describe('the sample people', () => {
  test('live in every city, with the same nine words', () => {
    expect(Object.keys(CITY_WORDS)).toEqual([...cities().keys()]);
    const words = (code: string) => PEOPLE.filter((it) => it.city === code).map((it) => it.word);
    for (const code of cities().keys()) {
      expect(words(code)).toEqual([
        ...['sari', 'bendahara', 'kepala', 'camat', 'bpjs', 'walikota', 'admin', 'auditor', 'operator'],
      ]);
    }
  });

  test('are each role there is, and civil servants where an agency is theirs to act for', () => {
    for (const code of cities().keys()) {
      const here = PEOPLE.filter((it) => it.city === code);
      expect(new Set(here.flatMap(({ roles }) => roles))).toEqual(new Set(ROLES));
      for (const role of ['DONOR', 'TREASURER', 'HEAD'] as const) {
        expect(here.find(({ roles }) => roles.includes(role))?.nip).toMatch(/^\d{18}$/);
      }
    }
    const nips = PEOPLE.flatMap(({ nip }) => nip ?? []);
    expect(new Set(nips).size).toBe(nips.length);
  });

  test('have numbers that were given to nobody, and areas that exist', () => {
    for (const { nip, area, city } of PEOPLE) {
      if (nip) expect(nip).toMatch(/^\d{15}9\d\d$/);
      if (area) expect(cityByCode(city)!.kecamatan.map((it) => it.code)).toContain(area);
    }
    expect(samplePerson('semarang:sari').roles).toEqual(['DONOR']);
  });
});
