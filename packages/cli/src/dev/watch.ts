import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../place';
import type { Room } from './rooms';

/** Folders of a room whose files decide how it behaves. */
const WATCHED = ['src', 'cities', 'parameters'];
const TOGETHER_MS = 80;

/** What was saved since the last time: the rooms, and the files in them. */
export type Touched = ReadonlyMap<Room, ReadonlySet<string>>;

/**
 * Calls `act` with what was saved, one call at a time; what is saved meanwhile waits for the next.
 *
 * @returns stops watching
 */
export function watchRooms(rooms: readonly Room[], act: (touched: Touched) => Promise<void>): () => void {
  let touched = new Map<Room, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;

  const run = async () => {
    if (busy || touched.size === 0) return;
    busy = true;
    const now = touched;
    touched = new Map();
    await act(now);
    busy = false;
    void run();
  };
  const watchers = rooms.flatMap((room) =>
    WATCHED.map((folder) => join(ROOT, room.folder, folder))
      .filter((folder) => existsSync(folder))
      .map((folder) =>
        watch(folder, { recursive: true }, (_, file) => {
          if (!file || !/\.(ts|yaml)$/.test(file) || /\.test\.ts$/.test(file)) return;
          touched.set(room, (touched.get(room) ?? new Set()).add(file));
          clearTimeout(timer);
          timer = setTimeout(run, TOGETHER_MS);
        }),
      ),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Compiles one room. @returns what the compiler has against it; empty when nothing */
export function compile(room: Room): Promise<string> {
  return new Promise((resolve, reject) => {
    const compiler = spawn(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.', '--noEmitOnError', '--pretty', 'false'],
      { cwd: join(ROOT, room.folder), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    compiler.stdout.on('data', (chunk) => {
      said += chunk;
    });
    compiler.once('error', reject);
    compiler.once('close', (code) => resolve(code === 0 ? '' : said.trim() || `tsc: ${code}`));
  });
}
