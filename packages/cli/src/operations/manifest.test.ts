import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { operations, readWriting } from '../command/operations';
import { SUPERGRAPH } from '../graph/compose';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';
import { manifestOf } from './manifest';

const supergraph = readFileSync(join(ROOT, SUPERGRAPH), 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lindungi-operations-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function write(files: Record<string, string>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const listed = async (...places: string[]) =>
  JSON.parse((await manifestOf(places, supergraph)).text) as {
    operations: { id: string; name: string; type: string; body: string }[];
  };
const refusalOf = (...places: string[]): Promise<OperatorError> =>
  manifestOf(places, supergraph).then(
    () => Promise.reject(new Error('It was accepted.')),
    (error: unknown) => (error instanceof OperatorError ? error : Promise.reject(error)),
  );

const PROGRESS = 'fragment Progress on City {\n  progress { workers ...Cards }\n}\n';
const CARDS = 'fragment Cards on CityProgress { cards }\n';
const PORTAL =
  '# What the first page shows\nquery Portal { city { name ...Progress } }\nquery Cities{cities{code}}\n';
const WATCH = 'subscription Watch { cityProgress { progress { workers } } }';

describe('the operations of a client', () => {
  test('are sorted by name, each with the fragments it spreads, under the hash of its text', async () => {
    const place = write({
      'b/portal.graphql': PORTAL,
      'a/parts.gql': PROGRESS + CARDS,
      'watch.graphql': WATCH,
    });
    const { operations: found } = await listed(place);
    expect(found.map(({ name, type }) => [name, type])).toEqual([
      ['Cities', 'query'],
      ['Portal', 'query'],
      ['Watch', 'subscription'],
    ]);
    for (const { id, body } of found) expect(id).toBe(createHash('sha256').update(body).digest('hex'));
    expect(found[0]?.body).toBe('query Cities {\n  cities {\n    code\n  }\n}');
    expect(found[1]?.body).toMatch(/^query Portal .*fragment Cards .*fragment Progress /s);
  });

  test('keep their ids when files are moved and written in another way', async () => {
    const { text } = await manifestOf(
      [write({ 'portal.graphql': PORTAL, 'parts.graphql': PROGRESS + CARDS })],
      supergraph,
    );
    const other = write({
      'x/all.graphql': `${CARDS}${PROGRESS.replaceAll('\n', ' ')}${PORTAL.replace(/^#.*\n/, '')}`,
    });
    expect((await manifestOf([join(other, 'x/all.graphql')], supergraph)).text).toBe(text);
  });

  test.each([
    [
      'a field that is not there',
      { 'a.graphql': 'query A {\n  city {\n    nmae\n  }\n}' },
      'a.graphql:3: A: .*nmae',
    ],
    [
      'a fragment of another file that is wrong',
      {
        'a.graphql': 'query A { city { ...F } }',
        'z/f.graphql': '\n\nfragment F on City {\n  name\n  no\n}',
      },
      'z/f.graphql:5: A: .*"no"',
    ],
    [
      'a fragment that is nowhere',
      { 'a.graphql': 'query A {\n  city {\n    ...F\n  }\n}' },
      'a.graphql:3: A: .*"F"',
    ],
    ['no GraphQL', { 'a.graphql': 'query A {\n  city {' }, 'a.graphql:2: Syntax Error'],
    ['an operation without a name', { 'a.graphql': '\n{ cities { code } }' }, 'a.graphql:2: .*name'],
    [
      'a name twice',
      { 'a.graphql': 'query A { cities { code } }', 'b.graphql': '\n\nquery A { cities { name } }' },
      'b.graphql:3: "A" is also in .*a.graphql:1',
    ],
    ['a type', { 'a.graphql': 'type City { name: String }' }, 'a.graphql:1: Only operations'],
    [
      'a question about the schema',
      { 'a.graphql': 'query A {\n  __schema { types { name } }\n}' },
      'a.graphql:2: A: ',
    ],
    [
      'more than any stored operation may ask',
      {
        'a.graphql': `\nquery A { city { ${Array.from({ length: 501 }, (_, i) => `a${i}: name`).join(' ')} } }`,
      },
      'a.graphql:2: A: An operation may use 500 aliases',
    ],
  ])('are refused by file and line for %s', async (_, files, sentence) => {
    const { words } = await refusalOf(write(files));
    expect(words.id).toMatch(new RegExp(sentence));
    expect(
      words.id
        .split('\n')
        .slice(1)
        .filter((line) => !/\.graphql:\d+: /.test(line)),
    ).toEqual([]);
  });

  test('are all refused at once', async () => {
    const { words } = await refusalOf(
      write({ 'a.graphql': 'query A { city { nmae } }', 'b.graphql': 'query B { cty { name } }' }),
    );
    expect(words.id).toMatch(/a\.graphql:1: A: .*\n.*b\.graphql:1: B: /);
  });

  test('have to be somewhere', async () => {
    expect((await refusalOf(join(folder, 'nowhere'))).words.en).toContain('no file or folder');
    expect((await refusalOf(write({ 'README.md': 'x' }))).words.en).toContain('no operation');
  });
});

describe('lindungi operations', () => {
  test('writes what it read, and with --check only looks', async () => {
    jest.spyOn(console, 'log').mockImplementation(() => {});
    const place = write({ 'portal.graphql': 'query Cities { cities { code } }' });
    const out = join(folder, 'operations.json');
    expect(await operations([place, '--out', out, '--check'])).toBe(1);
    expect(await operations([place, '--out', out])).toBe(0);
    expect(await operations([place, '--out', out, '--check'])).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe((await manifestOf([place], supergraph)).text);
    write({ 'portal.graphql': 'query Cities { cities { name } }' });
    expect(await operations([place, '--out', out, '--check'])).toBe(1);
  });

  test('says how it is called', () => {
    expect(readWriting(['a', 'b'])).toEqual({ places: ['a', 'b'], out: 'operations.json', check: false });
    for (const args of [[], ['a', '--all']]) expect(() => readWriting(args)).toThrow(/operations </);
  });
});
