import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processesOn, type Room, readRooms } from '../dev/rooms';
import { compile, type Touched, watchRooms } from '../dev/watch';
import { readEnvironment } from '../environment';
import { printGraph } from '../graph/compose';
import type { House } from '../house/house';
import { startHouse } from '../house/start-house';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';
import { type Progress, progressOn } from '../say/progress';
import { fill, greeting } from './start';
import { untilEnd } from './until-end';

/**
 * As `start`, and live: a room whose source is saved is compiled, and the processes that run it are
 * started anew, their migrations first. When that changes the graph it is printed and composed anew.
 *
 * @param args  `--no-sample` leaves the house empty
 */
export async function dev(args: readonly string[]): Promise<number> {
  const environment = readEnvironment();
  const began = Date.now();
  const end = untilEnd();
  const progress = progressOn(process.stdout);
  const house = await startHouse({ ...environment, progress });
  const rooms = readRooms();
  const ended = end.asked(house);
  if (!args.includes('--no-sample')) await Promise.race([fill(house, environment, progress), ended]);
  const stop = watchRooms(rooms, (touched) => bringIn(touched, rooms, house, progress));
  console.log(greeting(house, environment, (Date.now() - began) / 1000));
  console.log('  Simpan sebuah berkas, dan layanannya menyala ulang.\n');
  await ended;
  stop();
  return 0;
}

async function bringIn(
  touched: Touched,
  rooms: readonly Room[],
  house: House,
  progress: Progress,
): Promise<void> {
  const names = [...touched.keys()].map((room) => room.folder).join(', ');
  try {
    await progress.step(names, async (tell) => {
      for (const room of rooms.filter((it) => touched.has(it))) {
        const mistakes = await compile(room);
        if (mistakes)
          throw new OperatorError({ id: mistakes, en: 'It does not compile; the old one runs on.' });
      }
      const processes = processesOn(new Set([...touched.keys()].map((room) => room.name)), rooms);
      tell(processes.join(', ') || 'mulai ulang "npm run dev" untuk memakainya');
      const migrates = [...touched.values()].some((files) => [...files].some((file) => /migrat/.test(file)));
      await Promise.all(
        processes.map((name) => house.restart(name, { migrate: migrates && name !== 'gateway' })),
      );
    });
    await renewGraph(house, progress);
  } catch (error) {
    progress.note(error instanceof OperatorError ? error.message : String(error));
  }
}

/** The services' code says what the graph is; the gateway reads it anew, and keeps whoever is connected. */
async function renewGraph(house: House, progress: Progress): Promise<void> {
  const { files, changed } = await printGraph();
  if (changed.length === 0) return;
  for (const path of changed) writeFileSync(join(ROOT, path), files.get(path)!);
  progress.note(`Graf berubah: ${changed.join(', ')}`);
  house.readGraphAgain();
}
