import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { machineEnvironment } from '../environment';
import { folderOf } from '../house/processes';
import { ROOT } from '../place';

/** What a person must repair, in one city; the reference names what is not true, and nobody. */
export interface Repair {
  city: string;
  reference: string;
}

/**
 * Raises an alarm for each, once a day however often it is found. Billing writes them, because only it knows its alarms.
 *
 * @returns how many are new
 * @throws Error with what it said, when it did not end well
 */
export async function raiseRepairs(adminUrl: string, repairs: readonly Repair[]): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, folderOf('billing'), 'dist/repair.js')], {
    env: { ...machineEnvironment(), LINDUNGI_ADMIN_URL: adminUrl },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(repairs));
  const [said, complained] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (child.exitCode !== 0) throw new Error(`The alarms could not be written: ${complained}`);
  return (JSON.parse(said) as { raised: number }).raised;
}
