import { join } from 'node:path';
import type { City } from './city';
import { readCities } from './read-cities';

interface Directory {
  byCode: ReadonlyMap<string, City>;
  byHost: ReadonlyMap<string, City>;
  byIssuer: ReadonlyMap<string, City>;
}

/** The folder of city files that this package ships. */
export const CITIES_FOLDER = join(__dirname, '../cities');

let directory: Directory | undefined;

/** Reads the folder at the first question; CitiesMalformed then says all that is wrong with it. */
function open(): Directory {
  if (!directory) {
    const all = readCities(CITIES_FOLDER);
    directory = {
      byCode: new Map(all.map((city) => [city.code, city])),
      byHost: new Map(all.map((city) => [city.portal, city])),
      byIssuer: new Map(all.map((city) => [city.issuer.url, city])),
    };
  }
  return directory;
}

/** Every city, by its Kemendagri code. @throws CitiesMalformed */
export function cities(): ReadonlyMap<string, City> {
  return open().byCode;
}

/** The city with this Kemendagri code, if it takes part. */
export function cityByCode(code: string): City | undefined {
  return open().byCode.get(code);
}

/** The city whose portal has this host, with or without a port; case does not matter. */
export function cityByHost(host: string): City | undefined {
  return open().byHost.get(host.toLowerCase().replace(/:\d+$/, ''));
}

/** The city whose people this issuer signs for. The only way from a token to a city. */
export function cityByIssuer(url: string): City | undefined {
  return open().byIssuer.get(url);
}
