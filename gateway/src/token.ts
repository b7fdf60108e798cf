import { type City, cityByIssuer } from '@lindungi/tenancy';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';

export interface Claims {
  sub: string;
  city: string;
  roles: string[];
  exp: number;
  nip?: string;
  area?: string;
}

/** A token was shown and is not one of ours, not for us, or over. */
export class TokenRefused extends Error {
  readonly code = 'UNAUTHENTICATED';
}

/** What a token says, its signature checked; the same objects for the same token while it is kept. */
export interface Verified {
  city: City;
  claims: Claims;
}

/** @param host  the city whose own host the token is shown at */
export type TokenReader = (token: string, host?: City) => Verified | Promise<Verified>;

const ALGORITHMS = ['ES256', 'RS256'];
const CLOCK_SKEW_SECONDS = 30;
const MOST_KEPT = 10_000;

/**
 * Reads tokens of the cities' issuers. The issuer is looked up among our own cities before its signature is
 * checked with that issuer's keys; no key, algorithm or address is ever taken from the token itself.
 *
 * @param development  a public key that stands for every city's issuer; undefined in production
 * @param mayVerify    asked before a signature is verified; what it throws is thrown
 * @throws TokenRefused (from the returned reader) for every token that is not valid now
 */
export function tokenReader(
  development: JWK | undefined,
  mayVerify: (host: City | undefined, issuer: City) => void = () => {},
): TokenReader {
  const keys = new Map<string, JWTVerifyGetKey>();
  const keysOf = (city: City): JWTVerifyGetKey => {
    const known = keys.get(city.code);
    if (known) return known;
    const set = development
      ? createLocalJWKSet({ keys: [development] })
      : createRemoteJWKSet(new URL(city.issuer.jwks), {
          cooldownDuration: 30_000,
          cacheMaxAge: 600_000,
          timeoutDuration: 3_000,
        });
    keys.set(city.code, set);
    return set;
  };
  const kept = new Map<string, Verified>();

  const verified = async (token: string, host: City | undefined): Promise<Verified> => {
    const city = issuerOf(token);
    mayVerify(host, city);
    const claims = await verify(token, city, keysOf(city));
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
    const fresh = { city, claims };
    kept.set(token, fresh);
    return fresh;
  };
  return (token, host) => {
    const known = kept.get(token);
    return known && known.claims.exp > Date.now() / 1000 ? known : verified(token, host);
  };
}

const TOKEN = /^[\w.-]+$/;

function issuerOf(token: string): City {
  if (!TOKEN.test(token))
    throw new TokenRefused('The authorization header should be: Bearer, a space, a token.');
  let issuer: string | undefined;
  try {
    issuer = decodeJwt(token).iss;
  } catch {
    throw new TokenRefused('The token is malformed.');
  }
  const city = issuer === undefined ? undefined : cityByIssuer(issuer);
  if (!city) throw new TokenRefused('The token is from an unknown issuer.');
  return city;
}

async function verify(token: string, city: City, keys: JWTVerifyGetKey): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer: city.issuer.url,
      audience: city.issuer.audience,
      typ: 'at+jwt',
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['exp', 'iat', 'sub', 'city'],
    });
    if (payload.city !== city.code) throw new TokenRefused('The token names another city than its issuer.');
    return {
      sub: String(payload.sub),
      city: city.code,
      roles: Array.isArray(payload.roles) ? payload.roles.map(String) : [],
      exp: Number(payload.exp),
      ...(typeof payload.nip === 'string' && /^\d{18}$/.test(payload.nip) ? { nip: payload.nip } : {}),
      ...(typeof payload.area === 'string' ? { area: payload.area } : {}),
    };
  } catch (error) {
    if (error instanceof TokenRefused) throw error;
    throw new TokenRefused('The token is not valid, or not valid any more.');
  }
}
