import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, type ProcessName, SERVICES } from '../house/processes';
import { ROOT } from '../place';

/** A package of the workspace that is compiled. */
export interface Room {
  name: string;
  /** From the top folder: `services/donors`. */
  folder: string;
  /** Rooms it is built on, itself left out; all the way down. */
  needs: ReadonlySet<string>;
}

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

/** Every room, those that others are built on first. */
export function readRooms(): Room[] {
  const folders = [
    ...readdirSync(join(ROOT, 'packages')).map((it) => `packages/${it}`),
    ...SERVICES.map(folderOf),
    'gateway',
  ].filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')));
  const manifests = new Map(
    folders.map((folder) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
      return [manifest.name, { folder, direct: Object.keys(manifest.dependencies ?? {}) }] as const;
    }),
  );
  const needsOf = (name: string): string[] =>
    (manifests.get(name)?.direct ?? [])
      .filter((it) => manifests.has(it))
      .flatMap((it) => [it, ...needsOf(it)]);
  return [...manifests]
    .map(([name, { folder }]) => ({ name, folder, needs: new Set(needsOf(name)) }))
    .sort((a, b) => a.needs.size - b.needs.size);
}

/** The processes that run code of a touched room. */
export function processesOn(touched: ReadonlySet<string>, rooms: readonly Room[]): ProcessName[] {
  const runs = (room: Room) => touched.has(room.name) || [...room.needs].some((it) => touched.has(it));
  const folders = new Set(rooms.filter(runs).map((room) => room.folder));
  return ([...SERVICES, 'gateway'] as const).filter((name) => folders.has(folderOf(name)));
}
