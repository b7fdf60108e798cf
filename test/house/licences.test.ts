import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(__dirname, '../..');

interface Manifest {
  license?: string | { type: string };
  licenses?: { type: string }[];
}

/** Whatever we may not pass on freely, or only together with our own source. */
const NOT_FREE =
  /elastic|gpl|sspl|busl|business source|commons clause|prosperity|polyform|-nc\b|unlicensed|see license/i;

/** 'MIT OR GPL-2.0' leaves the choice to us; 'MIT AND GPL-2.0' does not. */
const isFree = (licence: string) => licence.split(/\bOR\b/).some((choice) => !NOT_FREE.test(choice));

const written = ({ license, licenses }: Manifest) =>
  typeof license === 'string'
    ? license
    : (license?.type ?? licenses?.map((it) => it.type).join(' AND ') ?? '');

/** Some say it in a file only; one that we know by its words. */
const inFile = (path: string): string =>
  existsSync(path) &&
  /^\s*(The )?MIT License\b|Permission is hereby granted, free of charge/.test(readFileSync(path, 'utf8'))
    ? 'MIT'
    : '';

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Manifest & { link?: boolean }>;
};

/** Every package of the lock with its licence: as it says itself, or as the lock says where it is not installed. */
const licences = Object.entries(lock.packages)
  .filter(([path, { link }]) => path.includes('node_modules/') && !link)
  .map(([path, entry]) => {
    const manifest = join(root, path, 'package.json');
    const said = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest) : entry;
    return { path, licence: written(said) || inFile(join(root, path, 'LICENSE')) };
  });

describe('the packages we stand on', () => {
  test('are free to use: no Elastic, no GPL, no licence with a catch', () => {
    expect(licences.length).toBeGreaterThan(300);
    expect(licences.filter(({ licence }) => !isFree(licence))).toEqual([]);
  });

  test('each say their licence', () => {
    expect(licences.filter(({ licence }) => licence === '')).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['Elastic-2.0', false],
    ['LGPL-3.0-or-later', false],
    ['MIT AND AGPL-3.0', false],
    ['CC-BY-NC-4.0', false],
  ])('%s is free: %s', (licence, free) => {
    expect(isFree(licence)).toBe(free);
  });
});
