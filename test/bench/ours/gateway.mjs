import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BUSY_GATEWAY, developmentIssuer, NODE_FLAGS, tokenFor } from '@lindungi/cli';
import { start } from '../load/processes.mjs';
import { writeCities } from '../reads/cities.mjs';

const here = import.meta.dirname;
const main = join(here, '../../../gateway/dist/main.js');
const watch = join(here, 'watch.cjs');
const onlyTheseCities = join(here, '../reads/only-these-cities.cjs');
const key = () => randomBytes(32).toString('base64url');

/**
 * The real gateway, by its own main.js, on the bench's supergraph: host, token, tenant, limits, a signed pass per
 * call to a subgraph. Only its issuer is the development one, since no city answers here.
 *
 * @param settings.folder   where the issuer's key is kept for the run
 * @param settings.general  the general path alone
 * @param settings.flags    for its node, such as --cpu-prof
 * @param settings.more     environment over what it is given here
 */
export async function startOurs(name, { folder, supergraph, urls, general = false, flags = [], more = {} }) {
  const issuer = await developmentIssuer(folder);
  return start(name, process.execPath, [...NODE_FLAGS.gateway, ...flags, '--require', watch, main], {
    env: {
      NODE_ENV: 'development',
      PORT: '0',
      LINDUNGI_GRAPHIQL: 'off',
      // As in production: what is counted is part of the price.
      LINDUNGI_METRICS_PORT: '0',
      // On, as in production; but all that is asked here, one donor asks.
      ...BUSY_GATEWAY,
      LINDUNGI_SUPERGRAPH: supergraph,
      LINDUNGI_PASS_KEY: key(),
      LINDUNGI_PERSON_KEY: key(),
      LINDUNGI_DEVELOPMENT_ISSUER: issuer,
      ...Object.fromEntries(
        Object.entries(urls).map(([subgraph, url]) => [`LINDUNGI_${subgraph.toUpperCase()}_URL`, url]),
      ),
      ...(general && { BENCH_GENERAL_PATH: 'only' }),
      ...more,
    },
  });
}

/**
 * What a donor of each city sends with each request; peers get the same headers and read none of them.
 *
 * @param many  1: of Semarang; more: of as many cities that are written for the run, the only ones it then knows
 * @returns the headers by city, and what the node of ours is told so that it knows these cities
 */
export async function callersOf(folder, many = 1) {
  const issuer = await developmentIssuer(folder);
  const headers = async (portal, person) => ({
    host: `${portal}.localhost`,
    authorization: `Bearer ${await tokenFor(issuer, person)}`,
  });
  if (many === 1) return { callers: [await headers('semarang', 'semarang:sari')], flags: [] };
  process.env.BENCH_CITIES = join(folder, 'cities');
  const codes = writeCities(process.env.BENCH_CITIES, many);
  createRequire(import.meta.url)(onlyTheseCities);
  const donor = { word: 'donatur', name: 'Donatur', roles: ['DONOR'] };
  const callers = codes.map((city) => headers(`kota${city}`, { ...donor, city }));
  return { callers: await Promise.all(callers), flags: ['--require', onlyTheseCities] };
}
