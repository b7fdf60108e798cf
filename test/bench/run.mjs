// The benches by name; README.md beside this file says what each option does.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchAgencyBill } from './agency-bill.mjs';
import { benchCoverage } from './coverage.mjs';
import { benchGateways } from './gateway.mjs';
import { measureMemory } from './memory.mjs';
import { benchMoney } from './money.mjs';
import { benchNeighbours } from './neighbours.mjs';
import { profile } from './profile.mjs';
import { benchReads } from './reads.mjs';
import { benchRoster } from './roster.mjs';
import { benchStreams } from './streams.mjs';

const BENCHES = {
  gateway: benchGateways,
  streams: benchStreams,
  money: benchMoney,
  bill: benchAgencyBill,
  reads: benchReads,
  coverage: benchCoverage,
  neighbours: benchNeighbours,
  roster: benchRoster,
  memory: measureMemory,
  profile,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    only: { type: 'string' },
    query: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    requests: { type: 'string' },
    donors: { type: 'string' },
    cities: { type: 'string' },
    workers: { type: 'string' },
    flags: { type: 'string' },
    memory: { type: 'boolean' },
    general: { type: 'boolean' },
  },
});
const bench = BENCHES[positionals[0]];
if (!bench) {
  console.error(`Which bench? ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
const { only, query, flags, cities, rounds, seconds, requests, donors, workers, ...switches } = values;
const lists = Object.entries({ only, query, flags }).map(([name, text]) => [name, text?.split(',')]);
const numbers = Object.entries({ rounds, seconds, requests, donors, workers }).map(([name, text]) => [
  name,
  text && Number(text),
]);
const many = ['cities', cities?.split(',').map(Number)];
const given = [...lists, ...numbers, many].filter(([, value]) => value !== undefined);
await bench({ ...Object.fromEntries(given), ...switches });
