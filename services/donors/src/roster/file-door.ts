import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { DomainError, type Law } from '@lindungi/jamsostek';
import {
  ADDRESS_SECONDS,
  type Clock,
  cutOffBeyond,
  readAddress,
  type SignedAddress,
  say,
  signAddress,
} from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { DonorsContext } from '../context';
import { calendarOf } from '../pledge/calendar.rules';
import { RosterImportUnknown } from './import.errors';
import { readRosterFile, refuseReading } from './reading.service';
import { openTable } from './table';

const PURPOSE = 'roster file';

/** Bytes of a file: two hundred thousand civil servants are less. */
const LARGEST = 32 * 1024 * 1024;

/** Files read at once; each may keep half its bytes waiting for the database. */
const AT_ONCE = 2;

/** Milliseconds between two signs (102) that a file is still being read; who hands it on would else give up on it. */
const SIGN_MS = 5_000;

const ADDRESS = /^\/files\/roster\/([\w.-]{40,600})$/;

export interface FileDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  key: KeyObject;
  personKey: KeyObject;
  law: Law;
  log: Log;
}

/** Where the file of an import is sent, by who was just let in. */
export function addressOf({ city, own }: DonorsContext, importId: string): SignedAddress {
  const exp = Math.floor(Date.now() / 1000) + ADDRESS_SECONDS;
  const signed = signAddress(own.fileKey, PURPOSE, [city.code, importId], exp);
  return { path: `/files/roster/${signed}`, until: new Date(exp * 1000) };
}

/**
 * `POST /files/roster/<address>`: a file of the roster, CSV or XLSX, read while it comes. What it says is kept apart
 * and not applied; what is wrong with it is for `rosterImport(id)` to tell.
 *
 * The address was signed for an administrator, and works for five minutes; 404 for any other. 413 for more than
 * 32 MiB, 422 for what is no table, 503 when two files are being read already.
 */
export function rosterFiles(door: FileDoor): HttpHandler {
  let reading = 0;
  return async (req, res, url) => {
    const [, signed] = ADDRESS.exec(url.pathname) ?? [];
    if (signed === undefined) return false;
    const said = readAddress(door.key, PURPOSE, signed, Math.floor(Date.now() / 1000));
    const [code = '', importId = ''] = said?.facts ?? [];
    const city = door.cities.get(code);
    if (!city) return say(res, 404, { code: 'ADDRESS_OVER' }, req);
    if (req.method !== 'POST') return say(res, 405, { code: 'METHOD_REFUSED' }, req);
    if (Number(req.headers['content-length'] ?? 0) > LARGEST) {
      return say(res, 413, { code: 'FILE_TOO_LARGE' }, req);
    }
    if (reading >= AT_ONCE) return say(res, 503, { code: 'UNAVAILABLE' }, req);
    reading++;
    try {
      return await take(door, city, importId, req, res);
    } finally {
      reading--;
    }
  };
}

async function take(
  { db, clock, law, personKey, log }: FileDoor,
  city: City,
  importId: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<true> {
  cutOffBeyond(req, LARGEST);
  const sign = setInterval(() => res.writeProcessing(), SIGN_MS).unref();
  try {
    const desk = { db, city, personKey, calendar: calendarOf(law, clock.thisMonth(city)) };
    await readRosterFile(desk, importId, await openTable(req));
    return say(res, 200, { importId }, req);
  } catch (error) {
    if (!(error instanceof DomainError)) {
      log('a roster file could not be read; it may be sent again', { city: city.code, why: String(error) });
      return say(res, 503, { code: 'UNAVAILABLE' }, req);
    }
    if (error instanceof RosterImportUnknown) return say(res, 404, { code: 'ADDRESS_OVER' }, req);
    await db.inCity(city, async (tx) => refuseReading(tx, importId, error));
    return say(res, 422, { code: error.code, message: error.words.id }, req);
  } finally {
    clearInterval(sign);
  }
}
