import type { City, CityDatabase } from '@lindungi/tenancy';
import { FileUnreadable, TooManyRows } from './intake.errors';
import { MOST_ROWS, readHeading } from './intake.rules';
import { type FileAtWork, finish, goOn, type IntakeDesk } from './intake.service';
import { linesOf } from './lines';
import { openPiece } from './piece.service';

/** Lines of one transaction: looking is cheap, registering seals and writes. */
const LOTS = { READING: 500, IMPORTING: 200 };

/**
 * Goes through a file from where it stands to its end, a lot of lines at a time.
 *
 * @param goesOn  false when the process is to stop: the rest is for the next one
 * @throws HeadingRefused, FileUnreadable, TooManyRows, FileMovedOn
 */
export async function workOn(
  db: CityDatabase,
  city: City,
  desk: IntakeDesk,
  file: FileAtWork,
  goesOn: () => boolean,
): Promise<void> {
  const lines = linesOf(piecesOf(db, city, desk, file.id));
  try {
    const first = await lines.next();
    if (first.done) throw new FileUnreadable();
    const heading = readHeading(first.value);
    for (let passed = 0; passed < file.done; passed += 1) await lines.next();

    let at = file;
    for (
      let lot = await take(lines, LOTS[file.state]);
      lot.length > 0;
      lot = await take(lines, LOTS[file.state])
    ) {
      if (!goesOn()) return;
      if (at.done + lot.length > MOST_ROWS) throw new TooManyRows(MOST_ROWS);
      await db.inCity(city, (tx) => goOn(tx, desk, at, heading, lot));
      at = { ...at, done: at.done + lot.length };
    }
    await db.inCity(city, (tx) => finish(tx, at));
  } finally {
    await lines.return(undefined);
  }
}

async function take(lines: AsyncGenerator<string[]>, count: number): Promise<string[][]> {
  const lot: string[][] = [];
  while (lot.length < count) {
    const next = await lines.next();
    if (next.done) break;
    lot.push(next.value);
  }
  return lot;
}

async function* piecesOf(
  db: CityDatabase,
  city: City,
  { vault }: IntakeDesk,
  fileId: string,
): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const bytes = await db.inCity(city, (tx) => openPiece(tx, vault, fileId, number));
    if (!bytes) return;
    yield bytes;
  }
}
