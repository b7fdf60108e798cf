import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPostgres, PostgresTooOld } from '@lindungi/tenancy';
import { OperatorError } from '../operator-error';
import { clearOldServer, postgresPortInUse, startPostgres } from '../postgres/server';
import type { Progress } from '../say/progress';
import { createDatabase, databaseNamed, serverOf } from './database';
import type { HouseSettings } from './house';
import { turnOver } from './log-file';
import { freePorts, isFree } from './ports';
import { SERVICES, type ServiceName } from './processes';

/** Where each service's tables are to be, and the server of our own if we started one. */
export interface Databases {
  adminUrls: Record<ServiceName, string>;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const POSTGRES_PORT = 54_329;
/** The database's name where nobody names another. */
export const DATABASE = 'lindungi';
const LONGEST_BACKOFF_MS = 30_000;

/**
 * Opens the servers, looks whether they may be trusted with two cities, and makes the database.
 *
 * @throws OperatorError when a server cannot be reached, or is too old for production
 */
export async function openDatabases(
  settings: HouseSettings,
  home: string,
  logs: string,
  progress: Progress,
): Promise<Databases> {
  const { databaseUrls = {}, databaseUrl } = settings;
  const needsOwn = !databaseUrl && SERVICES.some((name) => !databaseUrls[name]);
  const own = needsOwn
    ? await progress.step('Menyalakan Postgres', () => keepPostgres(settings, home, logs, progress.note))
    : undefined;
  try {
    const general = databaseUrl ?? own?.adminUrl;
    const adminUrls = Object.fromEntries(
      SERVICES.map((name) => [name, databaseUrls[name] ?? general!]),
    ) as Record<ServiceName, string>;
    const made = new Map<string, Promise<string>>();
    for (const url of new Set(Object.values(adminUrls))) {
      made.set(url, open(url, settings, progress.note));
    }
    const opened = new Map(
      await Promise.all([...made].map(async ([url, opening]) => [url, await opening] as const)),
    );
    return {
      adminUrls: Object.fromEntries(
        SERVICES.map((name) => [name, opened.get(adminUrls[name])!]),
      ) as Databases['adminUrls'],
      stop: async () => own?.stop(),
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

async function open(url: string, settings: HouseSettings, note: (words: string) => void): Promise<string> {
  const there = await createDatabase(url, settings.databaseName ?? databaseNamed(url) ?? DATABASE);
  try {
    const { version, warning } = await checkPostgres(there, settings.production ?? false);
    if (warning) {
      note(
        `Postgres ${version} cukup untuk mencoba, tidak untuk data warga: pemisah antarkotanya bercelah. Untuk itu sebut Postgres yang diperbaiki dengan LINDUNGI_DATABASE_URL. (${warning})`,
      );
    }
    return there;
  } catch (error) {
    if (!(error instanceof PostgresTooOld)) throw error;
    throw new OperatorError({
      id: `Postgres di ${serverOf(url)} terlalu tua untuk memisahkan data antarkota: perbarui, atau sebut server lain dengan LINDUNGI_DATABASE_URL.`,
      en: `Postgres at ${serverOf(url)} cannot be trusted to keep cities apart: ${error.message} Name another with LINDUNGI_DATABASE_URL.`,
    });
  }
}

/** Our own server, started again when it falls while the house stands. */
async function keepPostgres(
  settings: HouseSettings,
  home: string,
  logs: string,
  note: (words: string) => void,
): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const log = join(logs, 'postgres.log');
  turnOver(log);
  await clearOldServer(home);
  const port = await postgresPort(settings.postgresPort);
  let server = await startPostgres({ home, port, log });
  let wanted = true;

  const watch = async () => {
    for (let backoff = 500; ; ) {
      await server.ended;
      if (!wanted) return;
      note(`Postgres terhenti; dinyalakan lagi. Log: ${log}`);
      for (let up = false; !up && wanted; ) {
        try {
          server = await startPostgres({ home, port, log });
          up = true;
        } catch (error) {
          note(error instanceof OperatorError ? error.words.id : String(error));
          await pause(backoff, undefined, { ref: false });
          backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS);
        }
      }
      if (wanted) note('Postgres menyala lagi.');
    }
  };
  const watching = watch();
  const { adminUrl } = server;
  return {
    adminUrl,
    async stop() {
      wanted = false;
      await server.stop();
      await watching;
      await server.stop();
    },
  };
}

/** Nobody outside the house needs to know it, so an occupied one is no reason to refuse. */
async function postgresPort(asked: number | undefined): Promise<number> {
  const port = asked ?? POSTGRES_PORT;
  if (port !== 0 && (await isFree(port, LOOPBACK))) return port;
  if (asked) throw postgresPortInUse(port);
  return (await freePorts(1, LOOPBACK))[0]!;
}
