// Where ours spends its time on one query: a CPU profile of the real gateway, summed up by room.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUERIES } from './graph/operations.mjs';
import { load, requestBytes } from './load/client.mjs';
import { stop } from './load/processes.mjs';
import { startOurs } from './ours/gateway.mjs';
import { printMachine, printTable } from './report/machine.mjs';
import { openWorld } from './world.mjs';

const WARM_SECONDS = 2;
const ROOMS = [
  [/^\(idle\)$/, undefined],
  [/^\(garbage collector\)$/, 'garbage collection'],
  [/^\(program\)$/, 'native, not in a function'],
  [/packages\/federation\/dist\/execute\/general/, 'federation: general path'],
  [/packages\/federation\/dist\/([\w-]+\/)?/, 'federation: $1'],
  [/gateway\/dist\//, 'gateway'],
  [/packages\/tenancy\//, 'tenancy (passes, cities)'],
  [/node_modules\/((?:@[\w-]+\/)?[\w.-]+)/, '$1'],
  [/node:internal\/(http|_http)|node:_http/, 'node: http'],
  [/node:net|stream_base|node:internal\/(streams|js_stream)|node:stream/, 'node: sockets, streams'],
  [/node:(buffer|internal\/buffer)/, 'node: buffers'],
  [/node:/, 'node: other'],
];

export async function profile({ query = ['large'], seconds = 8, general = false }) {
  printMachine(`profile of ${query.join(', ')}`);
  for (const name of query) {
    const world = await openWorld();
    const folder = mkdtempSync(join(tmpdir(), 'lindungi-profile-'));
    let cold = 0;
    try {
      const flags = ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', '500'];
      const began = performance.now();
      const ours = world.add(await startOurs('ours', { ...world, flags, general }));
      const sets = QUERIES[name].variables.map((variables) =>
        requestBytes({ query: QUERIES[name].query, variables }, world.headers),
      );
      const until = (_, ms) => ms < (seconds + WARM_SECONDS) * 1_000;
      cold = performance.now() - began + WARM_SECONDS * 1_000;
      await load({ port: ours.port, next: (n) => sets[n % sets.length], until });
      await stop([ours]);
    } finally {
      await world.close();
    }
    const [file] = readdirSync(folder).filter((it) => it.endsWith('.cpuprofile'));
    printProfile(QUERIES[name].title, join(folder, file), cold);
  }
}

/** @param cold  milliseconds at the beginning that are left out: starting, and warming */
function printProfile(title, file, cold) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const rooms = new Map();
  const functions = new Map();
  let total = 0;
  let at = 0;
  samples.forEach((id, i) => {
    at += timeDeltas[i];
    if (at < cold * 1_000) return;
    const frame = byId.get(id);
    const room = roomOf(frame);
    if (!room) return;
    const micros = Math.max(timeDeltas[i], 0);
    total += micros;
    rooms.set(room, (rooms.get(room) ?? 0) + micros);
    const name = `${frame.functionName || '(anonymous)'}  ${frame.url.split('/').slice(-2).join('/')}:${frame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + micros);
  });
  const part = (micros) => `${((100 * micros) / total).toFixed(1)} %`;
  const largest = (map, most) => [...map].sort((a, b) => b[1] - a[1]).slice(0, most);
  console.log(`## ${title}: ${(total / 1e6).toFixed(1)} s of samples; ${file}`);
  printTable(
    ['room', 'self time'],
    largest(rooms, 20).map(([room, it]) => [room, part(it)]),
  );
  printTable(
    ['function', 'self time'],
    largest(functions, 25).map(([name, it]) => [name, part(it)]),
  );
}

/** Generated code has no file but lines; what is native has neither. */
function roomOf({ url, functionName, lineNumber }) {
  for (const [pattern, room] of ROOMS) {
    const match = pattern.exec(url || functionName);
    if (match) return room?.replace('$1', (match[1] ?? '').replace(/\/$/, ''));
  }
  return url || (lineNumber >= 0 ? 'federation: generated code' : 'native functions (writev …)');
}
