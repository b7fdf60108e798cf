import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { claim, holderOf } from './claim';

const folder = mkdtempSync(join(tmpdir(), 'lindungi-claim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

describe('a claim', () => {
  test('is held by one process at a time', () => {
    const first = claim(file('a'));
    expect(claim(file('a'))).toEqual({ heldBy: process.pid });
    first.release?.();
    expect(claim(file('a')).heldBy).toBeUndefined();
  });

  test('of a process that is gone is taken over', () => {
    writeFileSync(file('b'), '999999999 1');
    expect(holderOf(file('b'))).toBeUndefined();
    expect(claim(file('b')).release).toBeDefined();
  });

  test('is not held by another process that got the same number', () => {
    claim(file('c'));
    const [pid, born] = readFileSync(file('c'), 'utf8').split(' ');
    writeFileSync(file('c'), `${pid} ${Number(born) - 1}`);
    expect(claim(file('c')).heldBy).toBeUndefined();
  });
});
