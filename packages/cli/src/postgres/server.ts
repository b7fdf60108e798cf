import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '../make-folder';
import { OperatorError } from '../operator-error';
import { type Account, accountForPostgres } from './account';
import { postgresPrograms } from './binaries';
import { adminUrl, clusterIn } from './cluster';
import { readServer, stopOldServer } from './old-server';

export interface PostgresSettings {
  /** Folder that holds `postgres/` and `postgres-password`; made when absent. */
  home: string;
  port: number;
  /** Where the server writes what it has to say. */
  log: string;
  /** Settings for the server, as after `-c`. */
  options?: readonly string[];
}

/** A running server of our own, on loopback only. */
export interface Postgres {
  /** Login of the superuser; its database is `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  /** Resolves when the server has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** Ends it in good order: clients are sent away, nothing committed is lost. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded Postgres over the cluster in `home`, after ending one that a killed run left
 * behind. The server has a process group of its own, so Ctrl-C reaches us first and it last; and a
 * guard that ends it when we die without a word.
 *
 * @throws OperatorError  one sentence: port in use, disk full, rights, or what the server says
 */
export async function startPostgres(settings: PostgresSettings): Promise<Postgres> {
  const account = accountForPostgres();
  const programs = postgresPrograms(account);
  makeFolder(settings.home);
  makeFolder(dirname(settings.log));
  const lasting = !settings.options?.includes('fsync=off');
  const { folder, password } = clusterIn(settings.home, programs, account, lasting);
  await stopOldServer(folder);

  // After kill -9 of a server its last children keep the shared memory for a moment.
  for (let attempt = 0; ; attempt++) {
    const from = sizeOf(settings.log);
    const server = launch(programs, folder, settings, account);
    if (await ready(server, folder)) return running(server, folder, settings.port, password, account);

    const said = readFileSync(settings.log, 'utf8').slice(from);
    if (/pre-existing shared memory|lock file/.test(said) && attempt < 20) {
      await pause(250);
      continue;
    }
    throw refusalOf(said, settings);
  }
}

/** Ends a server that an earlier run left behind in `home`, so that its port is free again. */
export async function clearOldServer(home: string): Promise<void> {
  const folder = join(home, 'postgres');
  if (existsSync(folder)) await stopOldServer(realpathSync(folder));
}

function launch(
  programs: string,
  folder: string,
  settings: PostgresSettings,
  account?: Account,
): ChildProcess {
  const log = openSync(settings.log, 'a', 0o600);
  const options = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    ...(settings.options ?? []),
  ];
  try {
    return spawn(
      join(programs, 'bin/postgres'),
      ['-D', folder, '-p', String(settings.port), ...options.flatMap((option) => ['-c', option])],
      {
        ...account,
        cwd: '/',
        env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
        detached: true,
        stdio: ['ignore', log, log],
      },
    );
  } finally {
    closeSync(log);
  }
}

/** Recovery after a kill may take its time; only the server's end is a refusal. */
async function ready(server: ChildProcess, folder: string): Promise<boolean> {
  let ended = false;
  server.once('exit', () => {
    ended = true;
  });
  server.once('error', () => {
    ended = true;
  });
  while (!ended) {
    const seen = readServer(folder);
    if (seen?.pid === server.pid && seen?.ready) return true;
    await pause(10);
  }
  return false;
}

function running(
  server: ChildProcess,
  folder: string,
  port: number,
  password: string,
  account: Account | undefined,
): Postgres {
  const pid = server.pid!;
  const guard = guardOf(pid, account);
  const ended = once(server, 'exit').then(() => {
    guard.kill('SIGKILL');
    guard.stdin?.destroy();
  });
  return {
    adminUrl: adminUrl(password, port),
    port,
    pid,
    folder,
    ended,
    async stop() {
      for (const [signal, seconds] of [
        ['SIGINT', 20],
        ['SIGQUIT', 5],
        ['SIGKILL', 5],
      ] as const) {
        server.kill(signal);
        if (await Promise.race([ended.then(() => true), pause(seconds * 1000, false, { ref: false })]))
          return;
      }
    },
  };
}

/** A shell that waits for our end of its pipe to close, which it does however we die. */
function guardOf(pid: number, account: Account | undefined): ChildProcess {
  const guard = spawn(
    '/bin/sh',
    ['-c', 'read -r _; kill -INT "$1"', 'lindungi-postgres-guard', String(pid)],
    {
      ...account,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  guard.on('error', () => {});
  guard.unref();
  return guard;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function refusalOf(said: string, settings: PostgresSettings): OperatorError {
  const line = said
    .split('\n')
    .find((it) => /FATAL|PANIC|could not/.test(it))
    ?.replace(/^.*?(FATAL|PANIC):\s*/, '');
  if (/could not bind|Address already in use/.test(said)) return postgresPortInUse(settings.port);
  const full = /No space left on device/.test(said);
  return new OperatorError({
    id: `Postgres tidak dapat mulai${full ? ', penyimpanan penuh: kosongkan ruang, lalu jalankan lagi' : ''} (${line ?? 'tanpa pesan'}); lihat ${settings.log}.`,
    en: `Postgres could not start${full ? ', the disk is full: make room, then run this again' : ''} (${line ?? 'no message'}); see ${settings.log}.`,
  });
}

export function postgresPortInUse(port: number): OperatorError {
  return new OperatorError({
    id: `Port ${port} (Postgres) dipakai program lain: hentikan program itu, atau pilih port lain dengan LINDUNGI_POSTGRES_PORT.`,
    en: `Port ${port} (Postgres) is used by another program: stop it, or choose another with LINDUNGI_POSTGRES_PORT.`,
  });
}
