// Who is measured, and how each is started.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath, start } from './load/processes.mjs';
import { startOurs } from './ours/gateway.mjs';

const peer = (file) => join(import.meta.dirname, 'peers', file);
const node = (name, file, args) =>
  start(name, process.execPath, [peer(file), ...args], { env: { NODE_ENV: 'production' } });

export const ENGINES = {
  ours: {
    title: 'ours',
    start: (world) => startOurs('ours', world),
  },
  general: {
    title: 'ours, general path alone',
    start: (world) => startOurs('general', { ...world, general: true }),
  },
  undici: {
    title: 'ours, with undici to subgraphs',
    onDemand: true,
    start: ({ flags = [], ...world }) =>
      startOurs('undici', {
        ...world,
        flags: [...flags, '--require', join(import.meta.dirname, 'ours/over-undici.cjs')],
      }),
  },
  byHand: {
    title: 'hand-written fan-out',
    start: ({ urls }) => node('byHand', 'by-hand.mjs', [JSON.stringify(urls)]),
  },
  bare: {
    title: 'bare node:http, a ready string',
    /** It asks no subgraph: its answers cannot be compared, and nothing can be saved on it. */
    floor: true,
    start: () => node('bare', 'bare-http.mjs', []),
  },
  apollo: {
    title: 'Apollo Server + Gateway',
    start: ({ supergraph }) => node('apollo', 'apollo.mjs', [supergraph]),
  },
  hive: {
    title: 'Hive Gateway',
    start: ({ supergraph }) => node('hive', 'hive.mjs', [supergraph, 'stitching']),
  },
  hiveRust: {
    title: 'Hive Gateway, Rust planner',
    start: ({ supergraph }) => node('hiveRust', 'hive.mjs', [supergraph, 'rust']),
  },
  hiveRouter: {
    title: 'hive-router (Rust)',
    binary: 'hive-router',
    start: ({ supergraph }) =>
      start('hiveRouter', onPath('hive-router'), [], {
        port: 4_711,
        env: {
          SUPERGRAPH_FILE_PATH: supergraph,
          HOST: '127.0.0.1',
          PORT: '4711',
          LOG_LEVEL: 'error',
        },
      }),
  },
  router: {
    title: 'router (Rust, Apollo)',
    binary: 'router',
    start({ supergraph, folder }) {
      const config = join(folder, 'router.yaml');
      const lines = [
        'supergraph: { listen: 127.0.0.1:4712, path: /graphql }',
        'health_check: { enabled: false }',
      ];
      writeFileSync(config, `${lines.join('\n')}\n`);
      const args = [
        '--supergraph',
        supergraph,
        '--config',
        config,
        '--log',
        'error',
        '--anonymous-telemetry-disabled',
      ];
      return start('router', onPath('router'), args, { port: 4_712 });
    },
  },
};

/** The engines that can run here, and the titles of those that cannot; those on demand only when they are named. */
export function present(names = Object.keys(ENGINES).filter((it) => !ENGINES[it].onDemand)) {
  const missing = names.filter((name) => ENGINES[name].binary && !onPath(ENGINES[name].binary));
  return {
    names: names.filter((name) => !missing.includes(name)),
    missing: missing.map((name) => ENGINES[name].title),
  };
}
