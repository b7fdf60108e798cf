// Loaded before each program of the house (node --require).
const { join } = require('node:path');

// Compiled code is kept, so the second start is quicker. Not knowing how, or where, is no reason to fail.
require('node:module').enableCompileCache?.(join(__dirname, '../../node_modules/.cache/lindungi/compiled'));

// Ties the program's life to the supervisor's: when that dies, however it dies, the channel between them
// closes and the program ends in good order.
if (process.connected) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 5_000).unref();
  });
  process.channel.unref();
}
