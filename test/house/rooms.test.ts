import { describe, expect, test } from '@jest/globals';
import { allFiles, containing, importing, imports, sources, written } from './sources';

const service = (path: string) =>
  /^(?:services\/|@lindungi\/)(donors|beneficiaries|billing|benefits)\b/.exec(path)?.[1];

describe('the walls between rooms', () => {
  test('there is a house to look at', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(300);
  });

  test('a service does not enter another service, nor the gateway a service', () => {
    const across = imports.filter(([a, b]) => service(b) && service(a) !== service(b));
    expect(across.map((it) => it.join(' → '))).toEqual([]);
  });

  test('a rule touches nothing', () => {
    const touching =
      /^node:(?!crypto)|typeorm|graphql|dataloader|^pg$|@lindungi\/(events|subgraph)|\.(entity|service|loaders|resolver|listener)$/;
    expect(importing(/\.rules\.ts$/, touching)).toEqual([]);
  });

  test('a rule asks for neither the clock nor chance', () => {
    expect(
      containing(/Date\.now|new Date\(\)|Math\.random|randomUUID|performance\./, /\.rules\.ts$/),
    ).toEqual([]);
  });

  test('an entity knows no service, and of a rule only its words: types, and lists of states', () => {
    expect(importing(/\.entity\.ts$/, /\.(service|resolver|listener|loaders)$/)).toEqual([]);
    const words = /^(type [A-Z]\w+|[A-Z][A-Z_]+)$/;
    const more = sources
      .filter((it) => it.path.endsWith('.entity.ts'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^import (type )?\{([^}]*)\} from '[^']+\.rules'/gm)].flatMap(
          ([, type, names = '']) =>
            type
              ? []
              : names
                  .split(',')
                  .map((it) => it.trim())
                  .filter((it) => it && !words.test(it))
                  .map((it) => `${path}: ${it}`),
        ),
      );
    expect(more).toEqual([]);
  });

  test('a use case knows neither HTTP nor GraphQL', () => {
    expect(importing(/^services\/.*\.service\.ts$/, /^(node:http|graphql|type-graphql|@apollo)/)).toEqual([]);
  });

  test('a listener and a webhook decide nothing: no rule is imported there', () => {
    expect(importing(/\.(listener|webhook)\.ts$/, /\.rules$/)).toEqual([]);
  });

  test('a resolver writes no SQL that changes anything', () => {
    expect(containing(/\b(insert into|update \w+ set|delete from)\b/i, /\.resolver\.ts$/)).toEqual([]);
  });

  test('a check only looks', () => {
    expect(containing(/\b(insert into|update \w+ set|delete from|truncate)\b/i, /\.check\.ts$/)).toEqual([]);
  });

  test('the law depends on nobody in the house', () => {
    expect(importing(/^packages\/jamsostek\//, /^@lindungi\/|typeorm|graphql|^pg$/)).toEqual([]);
  });

  test('the gateway has no table and no rule', () => {
    expect(importing(/^gateway\//, /typeorm|^pg$|type-graphql/)).toEqual([]);
    expect(allFiles.filter((it) => /^gateway\/.*\.(rules|entity|service)\.ts$/.test(it))).toEqual([]);
  });

  test('no city is named in code', () => {
    const code = /^(?!packages\/cli\/src\/(people|sample)).*\.ts$/;
    expect(containing(/city(\.code|Code|\.slug)?\s*[!=]==?\s*['"`]\d{4}/, code)).toEqual([]);
  });
});

describe('the hand', () => {
  test('only environment.ts reads the environment', () => {
    const readers = containing(/process\.env\b/).filter((it) => !/(^|\/)environment\.ts$/.test(it));
    expect(readers).toEqual([]);
  });

  test('money is never rounded', () => {
    expect(
      containing(
        /Math\.(round|floor|ceil|trunc)\([^)]*(amount|rupiah|price|total)|toFixed|parseFloat/i,
        /^(?!packages\/cli)/,
      ),
    ).toEqual([]);
  });

  test('a room has the name of a noun', () => {
    const nameless = /(^|\/)(utils?|common|helpers?|shared|lib|core|types|dtos?|misc)(\/|\.ts$)/;
    expect(allFiles.filter((it) => nameless.test(it))).toEqual([]);
  });

  test('a file has at most 250 lines, a test too', () => {
    const long = written.filter(({ text }) => text.split('\n').length > 251);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('nothing is left for later, and nothing is exported by default', () => {
    expect(containing(/\b(TODO|FIXME|XXX)\b|@ts-ignore|@ts-expect-error|\bas any\b|: any\b/)).toEqual([]);
    expect(containing(/^export default/m)).toEqual([]);
  });

  test('there are no index files inside a service', () => {
    expect(allFiles.filter((it) => /^services\/.*\/index\.ts$/.test(it))).toEqual([]);
  });

  test('each room tells what it is on a page of its own', () => {
    const rooms = [
      ...new Set(allFiles.map((it) => /^(gateway|(?:services|packages)\/[^/]+)\//.exec(it)?.[1])),
    ];
    expect(rooms.filter((room) => !allFiles.includes(`${room}/README.md`))).toEqual([]);
  });
});
