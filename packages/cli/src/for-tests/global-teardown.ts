import { kept } from './test-postgres';

/** Jest calls this once after the tests, in the process that ran the setup. */
async function tearDown(): Promise<void> {
  await kept()?.stop();
}

export = tearDown;
