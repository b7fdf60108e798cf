import { describe, expect, test } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { printSubgraph } from './index';
import { market } from './market.fixture';

const keepers = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])
  type Query { keeper(id: ID!): Keeper }
  type Keeper @key(fields: "id") { id: ID! name: String! }
  type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }
  type Refusal @shareable { code: String! message: String! }
`;

describe('the SDL of a subgraph', () => {
  test('is the same whenever it is printed', async () => {
    const [one, other] = [await printSubgraph(market), await printSubgraph(market)];
    expect(one).toBe(other);
    const definitions = parse(one).definitions.flatMap((it) =>
      'name' in it && it.name ? [it.name.value] : [],
    );
    expect(definitions.slice(0, 3)).toEqual(['Query', 'Mutation', 'Subscription']);
    expect(definitions.slice(3)).toEqual([...definitions.slice(3)].sort());
  });

  test('composes with that of others', async () => {
    const sdl = await printSubgraph(market);
    const { errors, supergraphSdl } = composeServices([
      { name: 'market', typeDefs: parse(sdl), url: 'http://127.0.0.1:1' },
      { name: 'keepers', typeDefs: parse(keepers), url: 'http://127.0.0.1:2' },
    ]);
    expect(errors).toBeUndefined();
    expect(supergraphSdl).toContain('type StallConnection');
  });

  test('says what a stub is', async () => {
    expect(await printSubgraph(market)).toMatch(/type Keeper @key\(fields: "id", resolvable: false\)/);
  });
});
