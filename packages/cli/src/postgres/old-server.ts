import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, OperatorError } from '../operator-error';

/** What a server writes about itself in its data folder. */
export interface ServerSeen {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads `postmaster.pid`; undefined when there is none, or it is still being written. */
export function readServer(folder: string): ServerSeen | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!Number.isInteger(pid) || pid <= 1) return undefined;
    return { pid, port, ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Ends a server that an earlier run left behind, and clears away its mark. A number that now names
 * some other program is left alone: a number is used again after a restart of the machine.
 *
 * @throws OperatorError when the server belongs to someone whose processes we may not end
 */
export async function stopOldServer(folder: string): Promise<'NONE' | 'STOPPED' | 'STALE'> {
  const server = readServer(folder);
  if (!server || !serves(server.pid, folder)) {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    return server ? 'STALE' : 'NONE';
  }
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    send(server.pid, signal, folder);
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      if (!serves(server.pid, folder)) {
        rmSync(join(folder, 'postmaster.pid'), { force: true });
        return 'STOPPED';
      }
      await pause(20);
    }
  }
  throw new Error(`The old Postgres server (process ${server.pid}) does not end.`);
}

function send(pid: number, signal: NodeJS.Signals, folder: string): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return;
    throw new OperatorError({
      id: `Server Postgres lama (proses ${pid}) masih memakai ${folder} dan milik pengguna lain: hentikan dengan "kill -INT ${pid}" sebagai pemiliknya.`,
      en: `An old Postgres server (process ${pid}) still uses ${folder} and belongs to another user: stop it with "kill -INT ${pid}" as its owner.`,
    });
  }
}

/** Whether that process lives and is a Postgres for this very folder. */
function serves(pid: number, folder: string): boolean {
  const line = commandOf(pid);
  return line.includes('postgres') && (line.includes(folder) || line.includes(real(folder)));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    if (process.platform === 'linux') return '';
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
