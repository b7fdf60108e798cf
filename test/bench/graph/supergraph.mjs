import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { documents, NAMES } from './schemas.mjs';

/**
 * The supergraph of the bench.
 *
 * @param urls  base URL of each subgraph by its name
 * @throws Error when the four no longer compose
 */
export function supergraphOf(urls) {
  const services = NAMES.map((name) => ({
    name,
    url: `${urls[name]}/graphql`,
    typeDefs: parse(documents[name]),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors.map((it) => it.message).join('\n'));
  return supergraphSdl;
}
