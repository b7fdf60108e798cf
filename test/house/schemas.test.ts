import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './sources';

test('the printed schemas and the supergraph equal the committed ones', () => {
  const check = spawnSync(process.execPath, [join(root, 'packages/cli/dist/main.js'), 'graph', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(check.stdout + check.stderr).not.toMatch(/^[-+]/m);
  expect(check.status).toBe(0);
});
