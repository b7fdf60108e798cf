import { createSecretKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Visitor } from '@lindungi/cli';
import { signAddress } from '@lindungi/subgraph';
import { passKey } from '@lindungi/tenancy';
import { root } from '../sources';
import { sameness } from './asking';
import type { Matrix } from './matrix';
import { readWhole } from './reading';
import { FILE_CASES, type FileCase } from './rooms';
import { columnsIn } from './verdicts';
import { atRest, fingerprint } from './walls';

/** An address that somebody of Semarang was given, and what it says. */
interface Given {
  path: string;
  facts: string[];
  exp: number;
}

const named = FILE_CASES.map((it) => [`${it.method} ${it.room}`, it] as const);
const NOT_THERE = '404 {"code":"ADDRESS_OVER"}';

/** Strangers at the addresses of files: signed for others, altered, over, or for what is not theirs. */
export function fileCases(matrix: () => Matrix): void {
  wrongAddresses(matrix);
  rightAddresses(matrix);
}

function wrongAddresses(matrix: () => Matrix): void {
  test('every room that the gateway leads to has a case', () => {
    const source = readFileSync(join(root, 'gateway/src/keepers.ts'), 'utf8');
    const [, rooms = ''] = /export const FILE_ROOMS = \{([^}]*)\}/.exec(source) ?? [];
    const pairs = [...rooms.matchAll(/(\w+): '(\w+)'/g)].map(([, room, keeper]) => `${room} ${keeper}`);
    expect(pairs.length).toBeGreaterThan(5);
    const cases = new Set(FILE_CASES.map(({ room, keeper }) => `${room} ${keeper}`));
    const missing = pairs.filter((pair) => !cases.has(pair));
    expect(missing.map((it) => `${it} has no case: add it to test/house/strangers/rooms.ts.`)).toEqual([]);
    expect([...cases].filter((it) => !pairs.includes(it))).toEqual([]);
  });

  test.each(named)(
    '%s: an address that is altered, over, or signed for something else is not there',
    async (_, one) => {
      const it = matrix();
      const given = await givenTo(it, one);
      const before = await atRest(it.db, '3374');
      const wrong = [...altered(one, given.path), ...resigned(it, one, given), ...elsewhere(one, given.path)];
      expect(wrong.length).toBeGreaterThan(8);
      const said = await Promise.all(
        doorsTo(it, one).flatMap((door) =>
          wrong.map(async ({ path, method, body }) =>
            readWhole(door, { path, method, ...(body && { body }) }),
          ),
        ),
      );
      expect([...new Set(said)]).toEqual([NOT_THERE]);
      expect(await fingerprint(it.db, '3374')).toEqual(before);
    },
    60_000,
  );
}

function rightAddresses(matrix: () => Matrix): void {
  test.each(named)(
    "%s: by another method, or at another city's host, nothing is done; then it still works",
    async (_, one) => {
      const it = matrix();
      const { path } = await givenTo(it, one);
      const before = await atRest(it.db, '3374');
      const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'].filter(
        (method) => method !== one.method,
      );
      const said = await Promise.all(
        doorsTo(it, one).flatMap((door) => methods.map((method) => readWhole(door, { path, method }))),
      );
      expect(said.filter((text) => !/^405 (\{"code":"METHOD_REFUSED"\})?$/.test(text))).toEqual([]);
      const sent = { path, method: one.method, ...(one.body && { body: one.body }) };
      const there = await readWhole(it.palangka.public, sent);
      const nowhere = await readWhole(it.palangka.public, {
        ...sent,
        path: path.replace(one.room, 'nobody'),
      });
      expect(there).toBe(nowhere);
      expect(await fingerprint(it.db, '3374')).toEqual(before);
      const used = await readWhole(it.semarang.public, sent);
      expect([used, used.slice(0, 3)]).toEqual([used, expect.stringMatching(/^(200|202|422)$/)]);
      if (one.once) expect(await readWhole(it.semarang.public, sent)).toBe(NOT_THERE);
    },
    60_000,
  );

  test.each(named.filter(([, { objectOf }]) => objectOf))(
    '%s: what Semarang has is in Palangka Raya as absent as what nobody has',
    async (_, one) => {
      const it = matrix();
      const given = await givenTo(it, one);
      const before = await atRest(it.db, '3374');
      const object = one.objectOf?.(given.facts) ?? '';
      const absent = '0198f000-0000-7000-8000-000000000abc';
      for (const door of doorsTo(it, one)) {
        const [foreign, nobodys] = await Promise.all(
          [object, absent].map(async (id) => {
            const path = pathOf(it, one, { ...given, facts: movedTo('6271', given.facts, object, id) });
            const text = await readWhole(door, {
              path,
              method: one.method,
              ...(one.body && { body: one.body }),
            });
            return sameness(text, [id]);
          }),
        );
        expect(foreign).toBe(nobodys);
        // 503 is the database's own refusal: no row of this city can be of that object.
        expect([foreign, columnsIn(foreign ?? '')]).toEqual([expect.stringMatching(/^(4|503)/), []]);
      }
      expect(await fingerprint(it.db, '3374')).toEqual(before);
    },
    60_000,
  );
}

/** The gateway at an address of no city, and the keeper itself. */
const doorsTo = ({ lindungi: { house } }: Matrix, { keeper }: FileCase): Visitor[] => [
  { url: house.urls.gateway },
  { url: house.urls[keeper] },
];

async function givenTo({ insider, db, semarang }: Matrix, one: FileCase): Promise<Given> {
  const path = await one.given(insider.visitor, async (table) => {
    const { rows } = await db.query<{ id: string }>(
      `select id from ${table} where city_id = $1 order by ctid limit 1`,
      [semarang.city.code],
    );
    return rows[0]?.id ?? '';
  });
  const text = Buffer.from(signedIn(path).split('.')[0] ?? '', 'base64url').toString();
  const facts = JSON.parse(text) as (string | number)[];
  return { path, facts: facts.slice(0, -1).map(String), exp: Number(facts.at(-1)) };
}

const signedIn = (path: string) => path.split('/').at(-1) ?? '';

const keyOf = ({ lindungi: { house } }: Matrix, { keeper, key }: FileCase) =>
  passKey(house.env[keeper][key] ?? '');

const pathOf = (
  it: Matrix,
  one: FileCase,
  { facts, exp }: Omit<Given, 'path'>,
  purpose = one.purpose,
): string => `/files/${one.room}/${signAddress(keyOf(it, one), purpose, facts, exp)}`;

/** A path to be tried, by the method of its room. */
interface Tried {
  path: string;
  method: string;
  body?: Buffer;
}

const triedAs =
  ({ method, body }: FileCase) =>
  (path: string): Tried => ({ path, method, ...(body && { body }) });

function altered(one: FileCase, path: string): Tried[] {
  const [text = '', mark = ''] = path.split('.');
  const turned = (it: string) => `${it.slice(0, -3)}${it.at(-3) === 'A' ? 'B' : 'A'}${it.slice(-2)}`;
  return [
    `${turned(text)}.${mark}`,
    `${text}.${turned(mark)}`,
    text,
    `${text}.`,
    `${path}.${mark}`,
    `${path}A`,
  ].map(triedAs(one));
}

/** Signed once more, but over, in a city that is none, for another purpose, and by somebody else. */
function resigned(it: Matrix, one: FileCase, given: Given): Tried[] {
  // The test signs as the keeper does: so what is refused below is not refused for a bad signature.
  expect(pathOf(it, one, given)).toBe(given.path);
  const { facts, exp } = given;
  const now = Math.floor(Date.now() / 1000);
  const stranger = signAddress(createSecretKey(Buffer.alloc(32, 7)), one.purpose, facts, exp);
  return [
    pathOf(it, one, { facts, exp: now - 1 }),
    pathOf(it, one, { facts: ['9999', ...facts.slice(1)], exp }),
    ...new Set(FILE_CASES.map(({ purpose }) => purpose)),
  ]
    .filter((path) => path !== one.purpose)
    .map((path) => (path.startsWith('/') ? path : pathOf(it, one, given, path)))
    .concat(`/files/${one.room}/${stranger}`)
    .map(triedAs(one));
}

/** The right address in other rooms of the same keeper. */
const elsewhere = ({ room, keeper }: FileCase, path: string): Tried[] =>
  FILE_CASES.filter((other) => other.keeper === keeper && other.room !== room).map((other) =>
    triedAs(other)(path.replace(room, other.room)),
  );

/** The same facts in another city, about another object; an address that works once is a new one. */
const movedTo = (city: string, facts: readonly string[], object: string, id: string): string[] => [
  city,
  ...facts.slice(1).map((it) => it.replace(object, id).replace(/"id":"[\w-]+"/, `"id":"${randomUUID()}"`)),
];
