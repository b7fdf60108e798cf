// The benches by name; README.md beside this file says what each option does.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchCoverage } from './coverage.mjs';
import { benchGateways } from './gateway.mjs';
import { measureMemory } from './memory.mjs';
import { benchMoney } from './money.mjs';
import { profile } from './profile.mjs';
import { benchStreams } from './streams.mjs';

const BENCHES = {
  gateway: benchGateways,
  streams: benchStreams,
  money: benchMoney,
  coverage: benchCoverage,
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
const { only, query, flags, rounds, seconds, requests, workers, ...switches } = values;
const lists = Object.entries({ only, query, flags }).map(([name, text]) => [name, text?.split(',')]);
const numbers = Object.entries({ rounds, seconds, requests, workers }).map(([name, text]) => [
  name,
  text && Number(text),
]);
const given = [...lists, ...numbers].filter(([, value]) => value !== undefined);
await bench({ ...Object.fromEntries(given), ...switches });
