import type { KeyObject } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import { readAddress, type SheetRow, say, writeCsv, writeXlsx } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Vault } from '../worker/vault';
import { dutkLines } from './dutk.lines';
import { DUTK_HEAD, type DutkLine, dutkName, dutkRow } from './dutk.rules';
import { type HandedOut, takeDutk } from './dutk.service';

/** What an address of a list is signed for. */
export const DUTK_ADDRESS = 'dutk file';

const ADDRESS = /^\/files\/dutk\/([\w.-]{40,600})$/;

const KINDS = {
  CSV: { type: 'text/csv; charset=utf-8', end: 'csv', write: writeCsv },
  XLSX: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    end: 'xlsx',
    write: writeXlsx,
  },
};

export interface FileDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  key: KeyObject;
  vault: Vault;
  law: Law;
  log: Log;
}

/**
 * `GET /files/dutk/<address>`: a list for BPJS with its numbers, once, to whoever was written down for it.
 *
 * A number is opened as its row is written, and kept nowhere: not on disk, not in a cache, not in a log. 404 for an
 * address that is not ours, over, or used.
 */
export function dutkFiles(door: FileDoor): HttpHandler {
  return async (req, res, url) => {
    const [, signed] = ADDRESS.exec(url.pathname) ?? [];
    if (signed === undefined) return false;
    if (req.method !== 'GET') return say(res, 405, { code: 'METHOD_REFUSED' });
    const [code = '', revealId = ''] =
      readAddress(door.key, DUTK_ADDRESS, signed, Math.floor(Date.now() / 1000))?.facts ?? [];
    const city = door.cities.get(code);
    const taken = city && (await door.db.inCity(city, (tx) => takeDutk(tx, revealId)));
    if (!taken) return say(res, 404, { code: 'ADDRESS_OVER' });
    await give(door, city, taken, res);
    return true;
  };
}

async function give(
  { db, vault, law, log }: FileDoor,
  city: City,
  { id, branch, approvedOn, format }: HandedOut,
  res: ServerResponse,
): Promise<void> {
  const { type, end, write } = KINDS[format];
  res.writeHead(200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${dutkName(branch, approvedOn, id)}.${end}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  try {
    await write({ name: 'DUTK', head: DUTK_HEAD, rows: rowsOf(law, dutkLines(db, city, vault, id)) }, res);
  } catch (error) {
    // a file that ends early must not look whole
    res.destroy();
    log('a list for BPJS was not handed out whole', { city: city.code, list: id, why: nameOf(error) });
  }
}

async function* rowsOf(law: Law, lines: AsyncIterable<DutkLine>): AsyncGenerator<SheetRow> {
  for await (const line of lines) yield dutkRow(law, line);
}

/** Only what kind of mistake it was: its words may have somebody's data in them. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
