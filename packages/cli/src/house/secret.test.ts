import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { passKey } from '@lindungi/tenancy';
import { keysOf, secretIn } from './secret';

describe('the secret of a house', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'lindungi-secret-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  test('is made once, and only its owner may read it', () => {
    const secret = secretIn(home);
    expect(secretIn(home)).toBe(secret);
    expect(statSync(join(home, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('is never made anew over data that only the old one opens', () => {
    mkdirSync(join(home, 'postgres'));
    expect(() => secretIn(home)).toThrow(/secret hilang/);
  });

  test('gives each purpose a key of 32 bytes of its own', () => {
    const keys = keysOf('secret');
    expect(passKey(keys('pass')).symmetricKeySize).toBe(32);
    expect(keys('pass')).not.toBe(keys('person'));
    expect(keys('pass')).toBe(keysOf('secret')('pass'));
    expect(keys('pass')).not.toBe(keysOf('other')('pass'));
  });
});
