import { afterAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { readTestDatabase } from '../environment';
import { OperatorError } from '../operator-error';
import { createDatabase, databaseNamed, dropDatabase, serverOf, withLogin } from './database';

const adminUrl = readTestDatabase()!;
const name = 'lindungi cli "test"';
afterAll(() => dropDatabase(adminUrl, name));

describe("the house's database", () => {
  test('is made once, by whoever is first', async () => {
    const urls = await Promise.all([1, 2, 3].map(() => createDatabase(adminUrl, name)));
    const client = new Client({ connectionString: urls[0] });
    await client.connect();
    expect((await client.query('select current_database() as name')).rows).toEqual([{ name }]);
    await client.end();
  });

  test.each([
    ['a wrong password', withLogin(adminUrl, 'postgres', 'wrong'), /password/],
    [
      'nobody there',
      'postgres://postgres:hunter2@127.0.0.1:1/postgres',
      /127\.0\.0\.1:1 tidak dapat dipakai/,
    ],
  ])('%s is one sentence without the password', async (_, url, words) => {
    const made = createDatabase(url, 'never');
    await expect(made).rejects.toBeInstanceOf(OperatorError);
    await expect(made).rejects.toThrow(words);
    await expect(made).rejects.not.toThrow(/hunter2|:wrong/);
  });

  test('has the name the login gives it, unless that is the server’s own', () => {
    expect(databaseNamed('postgres://a:b@c/d')).toBe('d');
    expect(databaseNamed('postgres://a:b@c/postgres')).toBeUndefined();
    expect(databaseNamed('postgres://a:b@c')).toBeUndefined();
    expect(serverOf('postgres://a:b@c')).toBe('c:5432');
  });
});
