// What every bench needs before it starts: the peers installed, the subgraphs up, the supergraph composed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { supergraphOf } from './graph/supergraph.mjs';
import { start, stop } from './load/processes.mjs';
import { callersOf } from './ours/gateway.mjs';

const here = import.meta.dirname;

/** Installs the peers when their lock is not the one installed; they are no part of the product. */
export function installPeers() {
  const folder = join(here, 'peers');
  const mark = join(folder, 'node_modules/.installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.error('Installing the peers (about 160 MB, once) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('The peers could not be installed.');
  writeFileSync(mark, lock);
}

/**
 * Starts the subgraphs; what is started later is stopped with them by `close`.
 *
 * @param cities  of so many cities somebody asks
 */
export async function openWorld({ cities } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lindungi-bench-'));
  const subgraphs = await start('subgraphs', process.execPath, [join(here, 'graph/serve.mjs')]);
  const urls = subgraphs.ready.ready;
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, supergraphOf(urls));
  const running = [];
  const { callers, flags } = await callersOf(folder, cities);
  return {
    folder,
    subgraphs,
    urls,
    supergraph,
    flags,
    /** The headers of a donor of each city; where one city is enough, the first one's. */
    callers,
    headers: callers[0],
    add(started) {
      running.push(started);
      return started;
    },
    async close() {
      await stop([...running, subgraphs]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
