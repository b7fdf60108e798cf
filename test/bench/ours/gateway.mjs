import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BUSY_GATEWAY, developmentIssuer, NODE_FLAGS, tokenFor } from '@lindungi/cli';
import { start } from '../load/processes.mjs';

const here = import.meta.dirname;
const main = join(here, '../../../gateway/dist/main.js');
const watch = join(here, 'watch.cjs');
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

/** What a donor of each city sends with each request; peers get the same headers and read none of them. */
export async function headersOf(folder) {
  const issuer = await developmentIssuer(folder);
  const headers = async (city) => ({
    host: `${city}.localhost`,
    authorization: `Bearer ${await tokenFor(issuer, `${city}:sari`)}`,
  });
  return Promise.all(['semarang', 'palangkaraya'].map(headers));
}
