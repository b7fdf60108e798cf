import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cityByCode } from '@lindungi/tenancy';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { makeFolder } from './make-folder';
import { type SamplePerson, samplePerson } from './people';

/** Long enough for a day's work, short enough to be forgotten. */
const TOKEN_LIFE = '12h';

/**
 * Path of the key that stands for every city's issuer while trying the system; made once. Whoever
 * can read it can sign in as anybody, so it is the owner's alone and refused in production.
 */
export async function developmentIssuer(home: string): Promise<string> {
  const file = join(home, 'development-issuer.json');
  if (existsSync(file)) return file;

  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'development', alg: 'ES256', use: 'sig' };
  makeFolder(home);
  const half = `${file}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, file);
  return file;
}

/**
 * An access token as the person's city would issue it.
 *
 * @param issuer  path of the key, from `developmentIssuer`
 * @param person  `semarang:sari`, or anybody one makes up
 * @param life    '12h', '5 seconds'
 * @throws OperatorError when nobody is called that
 */
export async function tokenFor(
  issuer: string,
  person: string | SamplePerson,
  life: string = TOKEN_LIFE,
): Promise<string> {
  const who = typeof person === 'string' ? samplePerson(person) : person;
  const city = cityByCode(who.city);
  if (!city) throw new RangeError(`No city has the code ${who.city}.`);

  const key = JSON.parse(readFileSync(issuer, 'utf8')) as JWK;
  const { city: code, word, roles, nip, area } = who;
  return new SignJWT({ city: code, roles, ...(nip && { nip }), ...(area && { area }) })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
    .setSubject(word)
    .setIssuer(city.issuer.url)
    .setAudience(city.issuer.audience)
    .setIssuedAt()
    .setExpirationTime(life)
    .sign(await importJWK(key, 'ES256'));
}
