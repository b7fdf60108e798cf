import { SUBSCRIPTIONS } from '../graph/operations.mjs';
import { printMachine, printTable } from './machine.mjs';
import { short } from './numbers.mjs';

const TITLES = {
  ours: 'ours',
  bare: 'bare ws, one prepared frame',
  hive: 'Hive Gateway, Rust planner',
};
const MOST = { field: 1.2, entity: 1.6 };
const MOST_P99_MS = 250;

export function reportStreams({ results, held, active, idle, files, rounds, seconds, perSecond }) {
  printMachine('npm run bench:streams');
  console.log(
    `${perSecond} events/s; ${idle} idle clients held beside the watching ones by ours and by bare ws; ` +
      `medians of ${rounds} windows of ${seconds} s in turn; every client has a subscription id of its own.`,
  );
  if (idle < 10_000 || active < 2_000) console.log(`Scaled down: a process may open ${files} files here.`);
  console.log('');
  for (const [kind, { engines, bytes }] of Object.entries(results)) {
    console.log(`## ${SUBSCRIPTIONS[kind].title}: frames of ${bytes} B`);
    reportKind(engines);
    if (engines.ours && engines.bare) reportBars(kind, engines);
  }
  printTable(
    [`holding ${idle} idle clients`, 'CPU ms/s', 'RSS MB'],
    Object.entries(held).map(([name, { cpu, rss }]) => [TITLES[name], short(cpu), rss.toFixed(0)]),
  );
}

function reportKind(engines) {
  const { bare } = engines;
  printTable(
    [
      'engine (in brackets: ÷ bare ws)',
      'clients',
      'CPU µs/message',
      'messages/s',
      'p50 ms',
      'p99 ms',
      'worst ms',
      'upstream',
      'calls/event',
      'lost',
    ],
    Object.entries(engines).map(([name, it]) => [
      TITLES[name],
      it.clients,
      short(it.cpu) + (bare && name !== 'bare' ? ` (${(it.cpu / bare.cpu).toFixed(2)})` : ''),
      short(it.perSecond),
      it.p50.toFixed(0),
      it.p99.toFixed(0),
      it.worst.toFixed(0),
      it.upstream,
      it.calls.toFixed(2),
      it.lost,
    ]),
  );
}

function reportBars(kind, { ours, bare }) {
  const ratio = ours.cpu / bare.cpu;
  const calls = kind === 'entity' ? 1 : 0;
  const bars = [
    ['CPU per message, ours ÷ bare ws', `≤ ${MOST[kind]}`, ratio.toFixed(2), ratio <= MOST[kind]],
    ['upstream operations', '1', ours.upstream, ours.upstream === 1],
    ['subgraph calls per event', calls, ours.calls.toFixed(2), Math.round(ours.calls) === calls],
    ['p99 delivery, ms', `< ${MOST_P99_MS}`, ours.p99.toFixed(0), ours.p99 < MOST_P99_MS],
  ];
  printTable(
    ['', 'bar', 'seen', ''],
    bars.map(([words, bar, seen, holds]) => [words, bar, seen, holds ? 'holds' : 'FAILS']),
  );
}
