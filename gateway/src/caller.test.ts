import { beforeAll, describe, expect, test } from '@jest/globals';
import { passKey, personId } from '@lindungi/tenancy';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Caller, type CallerReader, CityUnclear, callerReader } from './caller';
import { TokenRefused, tokenReader } from './token';

const personKey = passKey(Buffer.alloc(32, 7).toString('base64url'));
const nip = '196608011988031001';
let callerOf: CallerReader<Caller>;
let sign: (claims: Record<string, unknown>, typ?: string) => Promise<string>;

const semarang = { iss: 'https://sso.semarang.lindungi.example', city: '3374' };

beforeAll(async () => {
  const { cityByCode } = await import('@lindungi/tenancy');
  const city = cityByCode('3374');
  semarang.iss = city?.issuer.url ?? '';
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), alg: 'ES256' };
  callerOf = callerReader({
    neutralHosts: new Set(['localhost']),
    personKey,
    development: true,
    readToken: tokenReader(jwk),
  });
  sign = (claims, typ = 'at+jwt') =>
    new SignJWT({ roles: ['DONOR'], sub: 'sari', nip, aud: city?.issuer.audience, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ })
      .setIssuedAt()
      .setExpirationTime((claims.exp as number) ?? '5m')
      .sign(privateKey);
});

const ask = async (host: string, token?: string) =>
  callerOf({ host, authorization: token && `Bearer ${token}`, language: undefined });

describe('who is calling', () => {
  test('without a token: the public of the city whose host it is', async () => {
    const caller = await ask('semarang.localhost:4000');
    expect([caller.city.code, caller.subject, caller.roles]).toEqual(['3374', null, []]);
  });

  test('with a token: a pseudonym, never the NIP itself', async () => {
    const caller = await ask('localhost:4000', await sign(semarang));
    expect(caller.subject).toBe(personId(personKey, '3374', `nip:${nip}`));
    expect(JSON.stringify({ ...caller, city: null })).not.toContain(nip);
    expect(caller.roles).toEqual(['DONOR']);
  });

  test.each([
    ['a token of Semarang on the host of Palangka Raya', 'palangkaraya.localhost:4000', {}, CityUnclear],
    ['a claim of another city than the issuer', 'localhost', { city: '6271' }, TokenRefused],
    ['an issuer that is no city', 'localhost', { iss: 'https://evil.example' }, TokenRefused],
    ['another audience', 'localhost', { aud: 'other' }, TokenRefused],
    ['a token that ended', 'localhost', { exp: 1_700_000_000 }, TokenRefused],
  ] as const)('refuses %s', async (_, host, claims, kind) => {
    await expect(ask(host, await sign({ ...semarang, ...claims }))).rejects.toThrow(kind);
  });

  test('refuses a token of another kind, and one whose signature was changed', async () => {
    await expect(ask('localhost', await sign(semarang, 'JWT'))).rejects.toThrow(TokenRefused);
    const [head, , mark] = (await sign(semarang)).split('.');
    const forged = Buffer.from(
      JSON.stringify({ ...semarang, sub: 'x', roles: ['ADMIN'], exp: 4e9, iat: 1 }),
    ).toString('base64url');
    await expect(ask('localhost', `${head}.${forged}.${mark}`)).rejects.toThrow(TokenRefused);
  });

  test('refuses a host that belongs to nobody, and a neutral host without a token', async () => {
    await expect(ask('evil.example')).rejects.toThrow(CityUnclear);
    await expect(ask('localhost')).rejects.toThrow(CityUnclear);
  });

  test('gives no role that is not in our list, and no area of another city', async () => {
    const caller = await ask(
      'localhost',
      await sign({ ...semarang, roles: ['ROOT', 'DISTRICT'], area: '62.71.01' }),
    );
    expect([caller.roles, caller.area]).toEqual([['DISTRICT'], null]);
  });
});
