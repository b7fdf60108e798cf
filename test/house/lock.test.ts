import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(__dirname, '../..');

const complete = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'packages/cli/complete-lock.mjs'), ...args], { encoding: 'utf8' });

test('package-lock.json is whole for every platform, so npm ci accepts it everywhere', () => {
  const { stderr, status } = complete('--check');
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('package-lock.json names no registry, so any mirror will do', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
});

test('a lock that lacks a platform is seen, and made whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lindungi-lock-'));
  const file = join(folder, 'package-lock.json');
  const tool = { version: '1.2.3', license: 'MIT', optionalDependencies: { '@tool/darwin-arm64': '1.2.3' } };
  writeFileSync(file, JSON.stringify({ packages: { '': {}, 'node_modules/tool': tool } }));
  try {
    expect(complete('--check', file).status).toBe(1);
    expect(complete(file).status).toBe(0);
    expect(complete('--check', file).status).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8')).packages['node_modules/@tool/darwin-arm64']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      license: 'MIT',
      optional: true,
      os: ['darwin'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
