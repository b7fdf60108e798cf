import type { KeyObject } from 'node:crypto';
import {
  type City,
  cities,
  cityByHost,
  PASS_SECONDS,
  type Pass,
  personId,
  ROLES,
  type Role,
} from '@lindungi/tenancy';
import { type Claims, type TokenReader, TokenRefused, type Verified } from './token';

/** Whoever asks, and until when we believe it: epoch seconds at which the token ends, null without one. */
export interface Asker {
  until: number | null;
}

/** Tells who asks from what a transport was told; a transport needs no more of it than this. */
export type CallerReader<C extends Asker> = (request: CallerRequest) => C | Promise<C>;

export interface CallerRequest {
  host: string | undefined;
  authorization: string | undefined;
  language: string | undefined;
}

/** Who asks, of which city. Nothing here came from an argument. */
export interface Caller extends Asker {
  city: City;
  subject: string | null;
  roles: Role[];
  area: string | null;
  language: Language;
}

type Language = 'id' | 'en';

/** The request says no city, or says two that differ. */
export class CityUnclear extends Error {
  readonly code = 'CITY_UNCLEAR';
}

export interface CallerSettings {
  neutralHosts: ReadonlySet<string>;
  personKey: KeyObject;
  readToken: TokenReader;
  development: boolean;
}

/**
 * Reads the caller of a request: the city by its host, and by the issuer of its token where it shows one. The two
 * must agree; on a host that belongs to no city the token alone tells.
 *
 * The name a person has at the issuer (a NIP) ends here: subgraphs get a keyed pseudonym of it.
 *
 * One token gives one and the same `Caller` as long as it is kept, so that what is made of a caller can be kept by it.
 *
 * @throws TokenRefused (from the returned reader) when a token is shown and not valid
 * @throws CityUnclear  (likewise) when neither host nor token tells a city, or they tell two
 */
export function callerReader(settings: CallerSettings): CallerReader<Caller> {
  const hosts = new Map<string, City | undefined>();
  // By what the token reader keeps, so that a person is forgotten with the token; the public by their city.
  const known = new WeakMap<Claims | City, Record<Language, Caller>>();

  const cityBy = (host: string): City | undefined => {
    if (hosts.has(host)) return hosts.get(host);
    const city = cityOfHost(host, settings.development);
    // A stranger may invent hosts without end.
    if (city || settings.neutralHosts.has(host)) hosts.set(host, city);
    else throw new CityUnclear('This host belongs to no city.');
    return city;
  };
  const kept = (by: Claims | City, language: Language, make: () => Omit<Caller, 'language'>): Caller => {
    let callers = known.get(by);
    if (!callers) {
      const person = make();
      callers = { id: { ...person, language: 'id' }, en: { ...person, language: 'en' } };
      known.set(by, callers);
    }
    return callers[language];
  };

  const personIn = ({ city, claims }: Verified, byHost: City | undefined, language: Language): Caller => {
    if (byHost && byHost.code !== city.code)
      throw new CityUnclear('The token is of another city than the host.');
    return kept(claims, language, () => personOf(city, claims, settings.personKey));
  };

  return ({ host, authorization, language: accepted }) => {
    const byHost = hosts.get(host ?? '') ?? cityBy(hostName(host));
    const language = languageOf(accepted);
    const token = bearer(authorization);
    if (token === undefined) {
      if (!byHost) throw new CityUnclear("Ask by a city's own host, or show a token.");
      return kept(byHost, language, () => publicOf(byHost));
    }
    const verified = settings.readToken(token, byHost);
    if (verified instanceof Promise) return verified.then((it) => personIn(it, byHost, language));
    return personIn(verified, byHost, language);
  };
}

const publicOf = (city: City) => ({ city, subject: null, roles: [], area: null, until: null });

function personOf(city: City, claims: Claims, key: KeyObject): Omit<Caller, 'language'> {
  const name = claims.nip ? (`nip:${claims.nip}` as const) : (`sub:${claims.sub}` as const);
  return {
    city,
    subject: personId(key, city.code, name),
    roles: ROLES.filter((role) => claims.roles.includes(role)),
    area: city.kecamatan.some((it) => it.code === claims.area) ? (claims.area ?? null) : null,
    until: claims.exp,
  };
}

/** What subgraphs are told of the caller; signed per call by `signPass`. */
export function passOf(caller: Caller, kind: 'CALL' | 'STREAM', now: number): Pass {
  const { city, subject, roles, area, language } = caller;
  return {
    kind,
    city: city.code,
    subject,
    roles,
    area,
    language,
    exp: Math.floor(now / 1000) + PASS_SECONDS,
  };
}

const SCHEME = 'bearer ';

/** What stands behind the scheme; whether it can be a token is looked at by who does not know it yet. */
function bearer(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.slice(0, SCHEME.length).toLowerCase() !== SCHEME)
    throw new TokenRefused('The authorization header should be: Bearer, a space, a token.');
  return header.slice(SCHEME.length);
}

const hostName = (host: string | undefined): string => (host ?? '').toLowerCase().replace(/:\d+$/, '');

/** The city whose own address this host is, if it is one's. */
export const cityAt = (host: string | undefined, development: boolean): City | undefined =>
  cityOfHost(hostName(host), development);

/** In development `semarang.localhost` stands for `semarang.lindungi.example`. */
function cityOfHost(host: string, development: boolean): City | undefined {
  if (!development || !host.endsWith('.localhost')) return cityByHost(host);
  const label = host.slice(0, -'.localhost'.length);
  return developmentCity(label);
}

function developmentCity(label: string): City | undefined {
  for (const city of cities().values()) {
    if (city.portal.split('.')[0] === label) return city;
  }
  return undefined;
}

const languageOf = (header: string | undefined): Language =>
  header !== undefined && /^\s*en\b/i.test(header) ? 'en' : 'id';
