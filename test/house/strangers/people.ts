import { inventedNip, mutate, tokenFor, type Visitor } from '@lindungi/cli';
import { type City, passKey, personId, ROLES, type Role } from '@lindungi/tenancy';
import type { CityWorld } from '../../support/city-world';
import type { Bearer } from '../../support/straight';

/** Somebody who asks: at the gateway by a token, straight at a subgraph by what the gateway would say of them. */
export interface Asker {
  /** `TREASURER of 6271` */
  name: string;
  city: string;
  roles: readonly Role[];
  visitor: Visitor;
  bearer: Required<Pick<Bearer, 'city' | 'subject' | 'roles' | 'area'>>;
}

/** Roles of people whom a roster places in an agency. */
const CIVIL_SERVANTS: readonly Role[] = ['DONOR', 'TREASURER', 'HEAD'];

let drawn = 72_000;

/**
 * One person for each role, and one with all of them, who have done nothing in the city: of its second agency, of its
 * last kecamatan. They come after the canaries, so that what is their own bears none.
 */
export async function strangersIn(world: CityWorld, more: readonly Role[][] = []): Promise<Asker[]> {
  const admin = await world.as('admin');
  const askers: Asker[] = [];
  for (const roles of [...ROLES.map((role) => [role]), ...more]) {
    const civil = roles.some((role) => CIVIL_SERVANTS.includes(role));
    askers.push(await stranger(world, admin, roles, civil ? inventedNip(drawn++) : undefined));
  }
  return askers;
}

async function stranger(
  { city, house }: CityWorld,
  admin: Visitor,
  roles: readonly Role[],
  nip: string | undefined,
): Promise<Asker> {
  const name = roles.length === 1 ? String(roles[0]) : 'all roles';
  const word = `orang-asing-${name.toLowerCase().replace(' ', '-')}`;
  if (nip) {
    const rows = [{ nip, name: 'Orang Asing', post: 'OTHERS', agency: city.agencies[1]?.code }];
    await mutate(admin, 'importRoster', { rows, sample: true, idempotencyKey: `asing-${nip}` }, 'imported');
  }
  const area = roles.includes('DISTRICT') ? lastKecamatan(city) : undefined;
  const token = await house.token({
    city: city.code,
    word,
    name,
    roles,
    ...(nip && { nip }),
    ...(area && { area }),
  });
  const key = passKey(house.env.gateway.LINDUNGI_PERSON_KEY ?? '');
  const subject = personId(key, city.code, nip ? `nip:${nip}` : `sub:${word}`);
  return {
    name: `${name} of ${city.code}`,
    city: city.code,
    roles,
    visitor: { url: house.urls.gateway, token },
    bearer: { city: city.code, subject, roles: [...roles], area: area ?? null },
  };
}

const lastKecamatan = (city: City) => city.kecamatan.at(-1)?.code ?? '';

/** Anybody at the city's own address, without a token. */
export const nobodyIn = ({ city, public: visitor }: CityWorld): Asker => ({
  name: `nobody of ${city.code}`,
  city: city.code,
  roles: [],
  visitor,
  bearer: { city: city.code, subject: null, roles: [], area: null },
});

/** An administrator of the city whose token ended a minute ago. */
export async function expired({ city, house }: CityWorld): Promise<Visitor> {
  const person = { city: city.code, word: 'admin', name: 'Admin', roles: ['ADMIN'] as const };
  const token = await tokenFor(house.env.gateway.LINDUNGI_DEVELOPMENT_ISSUER ?? '', person, '-1 minute');
  return { url: house.urls.gateway, token };
}
