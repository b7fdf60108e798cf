// Loaded before the gateway's own main.js, which it does not change: tells the bench what the engine counted,
// and, for the general path alone, says so to the engine. Everything else is as in production.
const federation = require('@lindungi/federation');

const file = require.resolve('@lindungi/federation');
const general = process.env.BENCH_GENERAL_PATH === 'only';
let graph;

require.cache[file].exports = {
  ...federation,
  createGraph(settings) {
    graph = federation.createGraph(general ? { ...settings, fastPath: false } : settings);
    return graph;
  },
};

process.on('message', ({ ask }) => {
  if (ask === 'stats') process.send({ stats: { ...graph?.stats } });
  if (ask === 'heap') {
    globalThis.gc?.();
    process.send({ heap: process.memoryUsage().heapUsed / 2 ** 20 });
  }
});
// The bench's channel must not keep a gateway alive that was told to stop.
process.channel?.unref();
