// So many requests a second, whether or not there are answers yet: as a crowd asks, which does not know of itself.
import { exchange, open } from './client.mjs';

const TICK_MS = 1;

/**
 * Sends `perSecond` requests over kept-alive sockets, each when it is due and a socket is free, until `going` says no.
 * What an answer took is counted from when its request was due, so that waiting for a socket is not forgotten. What
 * was due and found no socket to the end was not sent, and is not counted.
 *
 * @param next   the bytes of the nth request
 * @param going  whether to go on, given the milliseconds since the start
 * @returns      how many answers there were of each status, in how many seconds, and the milliseconds each 200 took
 */
export async function paced({ port, perSecond, connections, next, going }) {
  const free = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const began = performance.now();
  const statuses = {};
  const latencies = [];
  const under = new Set();
  let due = 0;
  let sent = 0;
  const one = async (socket, from, bytes) => {
    const status = await exchange(socket, bytes).then(
      () => 200,
      (error) => error.status || error.message,
    );
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === 200) latencies.push(performance.now() - from);
    // Whatever is odd ends the socket, so that no later answer is read for this one.
    if (status === 200 || status === 429) free.push(socket);
    else socket.destroy();
  };
  for (let ms = 0; going(ms); ms = performance.now() - began) {
    due = 1 + Math.floor((ms / 1_000) * perSecond);
    while (sent < due && free.length > 0) {
      const asking = one(free.pop(), began + (sent * 1_000) / perSecond, next(sent++));
      under.add(asking);
      asking.finally(() => under.delete(asking));
    }
    if (sent < due && under.size === 0) throw new Error(`No socket is left: ${JSON.stringify(statuses)}`);
    await new Promise((wake) => setTimeout(wake, TICK_MS));
  }
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(under);
  for (const socket of free) socket.destroy();
  return { statuses, latencies, seconds };
}
