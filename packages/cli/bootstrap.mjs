// What every npm script of the top folder runs. It makes a fresh clone ready (packages, a fitting Node, a
// build) and then runs the work itself. Plain JavaScript for Node 20, for it runs before anything is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { install, writableHome } from './boot/install.mjs';
import { quietly, Refusal, root, run, runTied } from './boot/run.mjs';

const OLDEST_NODE = 22;
const modules = join(root, 'node_modules');
const cli = join(root, 'packages/cli/dist/main.js');
const tool = {
  biome: join(modules, '@biomejs/biome/bin/biome'),
  jest: join(modules, 'jest/bin/jest.js'),
  knip: join(modules, 'knip/bin/knip.js'),
  tsc: join(modules, 'typescript/bin/tsc'),
  turbo: join(modules, 'turbo/bin/turbo'),
};
const BUILD = [tool.turbo, 'run', 'build', '--output-logs=errors-only'];

const commands = {
  build: () => 0,
  start: (node, args) => runTied(node, [cli, 'start', ...args], environment(node)),
  dev: (node, args) => runTied(node, [cli, 'dev', ...args], environment(node)),
  test: (node, args) => run(node, [tool.jest, '-c', 'test/jest.config.cjs', ...args], environment(node)),
  graph: (node, args) => run(node, [cli, 'graph', ...args], environment(node)),
  // The long form of a test in test/faults; `npm test` runs the short one.
  faults: (node, [name]) =>
    run(node, [tool.jest, '-c', 'test/jest.config.cjs', `test/faults/${name}`], {
      ...environment(node),
      WEBHOOKS: process.env.WEBHOOKS ?? '20000',
      LAWS: process.env.LAWS ?? '20',
      PLEDGES: process.env.PLEDGES ?? '100',
    }),
  bench: (node, args) => run(node, ['test/bench/run.mjs', ...args], environment(node)),
  cli: (node, args) => run(node, [cli, ...args], environment(node)),
};

async function main([name = '', ...args]) {
  // Before the installation: npm refuses a lock that is not whole.
  if (name === 'cli' && args[0] === 'lock') {
    return run(process.execPath, ['packages/cli/complete-lock.mjs', ...args.slice(1)], process.env);
  }
  const command = commands[name];
  if (!command && name !== 'check') {
    throw new Refusal(`Tidak ada perintah "${name}". Yang ada: ${Object.keys(commands).join(', ')}, check.`);
  }
  await install();
  const node = fittingNode();
  if (!command) return check(node);
  await quietly({
    words: 'Membangun',
    program: node,
    args: BUILD,
    env: environment(node),
    refusal: 'Tidak dapat dibangun; sebabnya di atas. (The build failed; see above.)',
  });
  return command(node, args);
}

/** The Node that npm brought along, else the machine's own when it is new enough. */
function fittingNode() {
  const brought = join(modules, '.bin/node');
  if (existsSync(brought) && spawnSync(brought, ['--version']).status === 0) return brought;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  const here = `${process.version}, ${process.platform}-${process.arch}`;
  throw new Refusal(
    `Lindungi memerlukan Node ${OLDEST_NODE} atau lebih baru (di sini ${here}): pasang Node 24 dari https://nodejs.org.\n` +
      `Lindungi needs Node ${OLDEST_NODE} or newer (here ${here}): install Node 24 from https://nodejs.org.`,
  );
}

function environment(node) {
  return {
    ...process.env,
    ...writableHome(),
    PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
}

/** Everything a change must pass before it is tested; runs all, so that one run tells all. */
async function check(node) {
  const steps = [
    ['gaya (biome)', [tool.biome, 'ci', '--colors=off', '.']],
    ['tipe (tsc)', BUILD],
    ['tipe uji (tsc)', [tool.tsc, '-p', 'test', '--noEmit']],
    ['yang tak terpakai (knip)', [tool.knip]],
    ['batas ruang (turbo boundaries)', [tool.turbo, 'boundaries']],
    ['skema tersimpan (graph --check)', [cli, 'graph', '--check']],
  ];
  const failed = [];
  for (const [words, args] of steps) {
    try {
      await quietly({ words, program: node, args, env: environment(node), refusal: words });
      console.log(`lulus  ${words}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.push(words);
    }
  }
  for (const words of failed) console.error(`gagal  ${words}`);
  return failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Refusal ? error.message : error);
    process.exit(1);
  },
);
