import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NODE_FLAGS } from '@lindungi/cli';
import { parse } from 'yaml';
import { root } from './sources';

interface Compose {
  services: Record<
    string,
    {
      image: string;
      build?: { dockerfile: string; args: Record<string, string> };
      healthcheck?: object;
      user?: string;
      command?: string[];
      environment?: Record<string, string>;
    }
  >;
}

const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;

describe('docker-compose.yml', () => {
  test('is a compose file without mistakes', () => {
    const lint = spawnSync(
      process.execPath,
      [join(root, 'node_modules/dclint/bin/dclint.cjs'), '--quiet', 'docker-compose.yml'],
      { cwd: root, encoding: 'utf8' },
    );
    expect((lint.stdout + lint.stderr).trim()).toBe('');
    expect(lint.status).toBe(0);
  });

  test('brings up Postgres 18, the four services and the gateway, each with a health check', () => {
    const running = Object.keys(compose.services).filter((it) => !it.endsWith('-schema'));
    expect(running.sort()).toEqual(['beneficiaries', 'benefits', 'billing', 'donors', 'gateway', 'postgres']);
    expect(running.filter((it) => !compose.services[it]?.healthcheck)).toEqual([]);
    expect(compose.services.postgres?.image).toMatch(/^postgres:18\b/);
  });

  test('builds every image by the one recipe, which ends as an ordinary user', () => {
    const recipes = new Set(Object.values(compose.services).flatMap((it) => it.build?.dockerfile ?? []));
    expect([...recipes]).toEqual(['.docker/Dockerfile']);
    const recipe = readFileSync(join(root, '.docker/Dockerfile'), 'utf8');
    expect(
      recipe
        .split('\n')
        .filter((line) => line.startsWith('USER'))
        .at(-1),
    ).toBe('USER node');
    expect(recipe).toContain('turbo@2.11.11 prune');
  });

  test('gives the Node of each process what npm start gives it', () => {
    const flags = Object.entries(NODE_FLAGS);
    expect(flags.map(([name]) => name)).toEqual(['gateway', 'donors']);
    for (const [name, its] of flags)
      expect(compose.services[name]?.command).toEqual(['node', ...its, 'dist/main.js']);
  });

  test('holds no secret, and its example names every one it asks for', () => {
    const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
    const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map((it) => it[1]));
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    expect([...asked].filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
    expect(example.split('\n').filter((line) => /^\w+=./.test(line))).toEqual([]);
  });
});
