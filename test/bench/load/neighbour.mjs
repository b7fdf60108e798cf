// A city that asks far too much, in a process of its own: it is begun and ended by messages.
import { setPriority } from 'node:os';
import process from 'node:process';
import { requestBytes } from './client.mjs';
import { paced } from './paced.mjs';

// The machine is the gateway's: a crowd elsewhere would not take of it, and nobody reads where a refusal was heard.
setPriority(10);
Error.stackTraceLimit = 0;

let running;

const asks = {
  async begin({ operations, headers, ...how }) {
    const bytes = operations.map((it) => requestBytes(it, headers));
    let ended = false;
    const run = paced({ ...how, next: (n) => bytes[n % bytes.length], going: () => !ended });
    running = {
      end() {
        ended = true;
        return run;
      },
    };
    return true;
  },
  async end() {
    const { statuses, seconds } = await running.end();
    return { statuses, seconds };
  },
};

process.on('message', async ({ ask, detail }) => process.send({ [ask]: await asks[ask](detail) }));
process.on('SIGTERM', () => process.exit(0));
process.send({ ready: true });
