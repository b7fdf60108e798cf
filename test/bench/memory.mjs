// Memory of ours: what it holds after many requests, and after as many different documents.
import process from 'node:process';
import { distinctDocument, QUERIES } from './graph/operations.mjs';
import { load, requestBytes } from './load/client.mjs';
import { askProcess, rssOf, stop } from './load/processes.mjs';
import { startOurs } from './ours/gateway.mjs';
import { printTable } from './report/machine.mjs';
import { openWorld } from './world.mjs';

const MOST_GROWTH_MB = 20;
const SETTLE_MS = 3_000;
/** Few: a document is refused when its turn to be planned does not come in time, and here all must be planned. */
const CONNECTIONS = 4;

/** RSS after a tenth and after all of `requests`: once of the four queries, once of documents all different. */
export async function measureMemory({ requests = 100_000, flags = [] } = {}) {
  const world = await openWorld();
  try {
    const rows = [];
    for (const [words, next] of kinds(world.headers)) {
      // Each in a process of its own: what the first left behind would be taken for the second's.
      const ours = world.add(await startOurs('ours', { ...world, flags: ['--expose-gc', ...flags] }));
      const early = await after(ours, next, 0, requests / 10);
      const late = await after(ours, next, requests / 10, requests);
      await stop([ours]);
      const growth = late.rss - early.rss;
      rows.push([
        `${requests.toLocaleString('en')} ${words}`,
        early.rss.toFixed(0),
        late.rss.toFixed(0),
        `${early.heap.toFixed(0)} → ${late.heap.toFixed(0)}`,
        growth.toFixed(0),
        early.refused + late.refused,
        growth <= MOST_GROWTH_MB ? 'holds' : 'FAILS',
      ]);
    }
    printTable(HEAD, rows);
  } finally {
    await world.close();
  }
}

const HEAD = [
  'memory of ours, MB',
  'RSS after a tenth',
  'RSS after all',
  'heap',
  'growth',
  'refused',
  `bar ${MOST_GROWTH_MB}`,
];

function kinds(headers) {
  const sets = Object.values(QUERIES).map(({ query, variables }) =>
    variables.map((set) => requestBytes({ query, variables: set }, headers)),
  );
  const [small, hops, large, stages] = sets;
  // As a graph is used: mostly small questions, now and then a page.
  const turn = [...Array(12).fill(small), ...Array(6).fill(hops), large, stages];
  return [
    ['requests of the four queries', (n) => turn[n % turn.length][n % 250]],
    [
      'distinct documents',
      (n) => requestBytes({ query: distinctDocument(n), variables: { id: `d${n % 1_000}` } }, headers),
    ],
  ];
}

/** Memory once requests `from` to `to` are answered, garbage collected, and a moment has passed. */
async function after(ours, next, from, to) {
  const began = performance.now();
  const { refused } = await load({
    port: ours.port,
    connections: CONNECTIONS,
    next: (n) => next(from + n),
    until: (begun) => begun < to - from,
    mayRefuse: true,
  });
  await askProcess(ours, 'heap');
  await new Promise((wake) => setTimeout(wake, SETTLE_MS));
  const heap = await askProcess(ours, 'heap');
  if (process.stderr.isTTY)
    console.error(`${to} after ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return { heap, refused, rss: rssOf(ours) };
}
