import { ENGINES } from '../engines.mjs';
import { QUERIES } from '../graph/operations.mjs';
import { printMachine, printTable } from './machine.mjs';
import { short } from './numbers.mjs';

/** What must hold of CPU per request: ours at most `most` of the peer's, of the issue's §3. */
const BARS = [
  { query: 'small', us: 'ours', peer: 'apollo', most: 1 / 8, words: '1/8 (aim 1/12)' },
  { query: 'hops', us: 'ours', peer: 'apollo', most: 1 / 10, words: '1/10 (aim 1/14)' },
  { query: 'large', us: 'ours', peer: 'apollo', most: 1 / 18, words: '1/18 (aim 1/25)' },
  ...['small', 'hops', 'large', 'stages'].map((query) => ({
    query,
    us: 'general',
    peer: 'apollo',
    most: 1 / 6,
    words: '1/6',
  })),
  { query: 'large', us: 'ours', peer: ['hive', 'hiveRust'], most: 1 / 8, words: '1/8' },
  { query: 'large', us: 'ours', peer: 'byHand', most: 0.4, words: '0.4' },
  { query: 'stages', us: 'ours', peer: 'byHand', most: 0.6, words: '0.6' },
];

export function reportGateways({
  results,
  answers,
  names,
  missing,
  stats,
  together,
  rounds,
  seconds,
  connections,
}) {
  printMachine('npm run bench:gateway');
  console.log(
    `Medians of ${rounds} windows of ${seconds} s each, interleaved, order reversed each round; ${connections} connections; CPU is the gateway process alone.\n`,
  );
  if (missing.length > 0) console.log(`Not on PATH, so not measured: ${missing.join(', ')}.\n`);
  for (const [query, measured] of Object.entries(results))
    reportQuery(query, measured, answers[query], names);
  reportBars(results);
  const shared = Object.entries(together).map(
    ([name, calls]) => `${ENGINES[name].title} ${calls.toFixed(1)}`,
  );
  console.log(
    `Calls to subgraphs per request when ${connections} clients ask the very same (the last query above): ${shared.join(', ')}.\n`,
  );
  for (const [name, counted] of Object.entries(stats)) {
    console.log(`${ENGINES[name].title} counted ${JSON.stringify(counted)}`);
  }
}

function reportQuery(query, measured, { bytes, otherOrder }, names) {
  const { title, variables } = QUERIES[query];
  console.log(`## ${title}: ${bytes} B, ${variables.length} sets of variables`);
  if (otherOrder.length > 0) {
    console.log(`Same data, other bytes (order of keys, spaces): ${otherOrder.join(', ')}.`);
  }
  console.log('');
  const ours = measured.ours;
  const ratio = (name, key) =>
    ours && name !== 'ours' ? ` (${short(ours[key] / measured[name][key])})` : '';
  printTable(
    [
      'engine (in brackets: ours ÷ it)',
      'CPU ms/request',
      'best window',
      'RPS',
      'p50 ms',
      'p99 ms',
      'calls',
      'entities',
      'n',
    ],
    names.map((name) => {
      const it = measured[name];
      const cell = (key) => short(it[key]) + ratio(name, key);
      return [
        ENGINES[name].title,
        cell('cpu'),
        short(it.best),
        cell('rps'),
        cell('p50'),
        cell('p99'),
        it.calls.toFixed(1),
        it.entities.toFixed(0),
        it.requests,
      ];
    }),
  );
  const engines = names.filter((name) => !ENGINES[name].floor);
  const fewest = Math.min(...engines.map((name) => measured[name].entities));
  const again = engines.filter((name) => measured[name].entities > fewest * 1.02);
  if (again.length > 0) {
    const titles = (list) => list.map((it) => ENGINES[it].title).join(', ') || 'nobody';
    console.log(
      `Asks each entity once: ${titles(engines.filter((it) => !again.includes(it)))}; not: ${titles(again)}.\n`,
    );
  }
}

function reportBars(results) {
  const rows = BARS.flatMap(({ query, us, peer, most, words }) => {
    const measured = results[query];
    const peers = [peer].flat().filter((name) => measured?.[name]);
    if (!measured?.[us] || peers.length === 0) return [];
    const best = peers.reduce((a, b) => (measured[a].cpu <= measured[b].cpu ? a : b));
    const ratio = measured[us].cpu / measured[best].cpu;
    const inWords = ratio < 0.3 ? `1/${(1 / ratio).toFixed(1)}` : ratio.toFixed(2);
    return [
      [
        `${QUERIES[query].title}: ${ENGINES[us].title} ÷ ${ENGINES[best].title}`,
        words,
        inWords,
        ratio <= most ? 'holds' : 'FAILS',
      ],
    ];
  });
  if (rows.length > 0) printTable(['CPU per request, medians', 'bar', 'seen', ''], rows);
}
