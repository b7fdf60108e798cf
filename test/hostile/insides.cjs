// Loaded into the gateway's process by the test: answers what only the inside can tell.
const { monitorEventLoopDelay } = require('node:perf_hooks');

const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();

process.on('message', () => {
  const late = loop.percentile(99) / 1e6 - 10;
  globalThis.gc();
  loop.reset();
  process.send({
    rss: process.memoryUsage.rss(),
    prototype: Object.getOwnPropertyNames(Object.prototype),
    late,
  });
});
