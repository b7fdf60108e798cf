// Many clients of streams in one process, over graphql-transport-ws. Counts what each got and how long it took.
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { WebSocket } from 'ws';
import { percentile } from '../report/numbers.mjs';

const AT_ONCE = 50;
/** One client in so many reads when its events happened; the others only count, to leave the machine to the gateway. */
const READS_TIME = 8;

const totals = { messages: 0, bytes: 0, closed: 0, errors: 0 };
let latencies = [];
const sockets = new Map();

const asks = {
  async connect({ group, count, ...how }) {
    const opened = [];
    for (let n = 0; n < count; n += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) =>
        watch(how, (n + i) % READS_TIME === 0),
      );
      opened.push(...(await Promise.all(some)));
    }
    sockets.set(group, opened);
    return opened.length;
  },
  async disconnect(group) {
    for (const socket of sockets.get(group) ?? []) socket.terminate();
    sockets.delete(group);
    return true;
  },
  async read() {
    const sorted = latencies.sort((a, b) => a - b);
    latencies = [];
    return { ...totals, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), worst: sorted.at(-1) };
  },
};

/** Resolves once the stream is asked for; every client has an id of its own, as the graphql-ws library gives it. */
function watch({ port, headers, query, variables }, readsTime) {
  const { host, authorization } = headers;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    headers: { host },
    perMessageDeflate: false,
  });
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })),
    );
    socket.once('message', () => {
      socket.on('message', (data) => hear(socket, data, readsTime));
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }), () =>
        resolve(socket),
      );
    });
    socket.on('close', (code) => {
      if (code !== 1006) totals.closed++;
      reject(new Error(`closed with ${code}`));
    });
  });
}

const NEXT = Buffer.from('"next"');
const PING = Buffer.from('"ping"');

function hear(socket, data, readsTime) {
  if (data.indexOf(NEXT) < 0) {
    if (data.indexOf(PING) >= 0) return socket.send('{"type":"pong"}');
    totals.errors++;
    return console.error(String(data).slice(0, 300));
  }
  totals.messages++;
  totals.bytes += data.length;
  if (!readsTime) return;
  const at = /"p\d+t(\d+)"/.exec(data.toString('latin1'));
  if (at) latencies.push(Date.now() - Number(at[1]));
}

process.on('message', async ({ ask, detail }) => {
  try {
    process.send({ [ask]: await asks[ask](detail) });
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
