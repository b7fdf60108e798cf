import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { DomainError } from '@lindungi/jamsostek';
import { bytesOf, say, writeCsv, writeXlsx } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { RECEIVED } from '../received-file';
import { type FileAddress, readFileAddress } from './address';
import { deductionsOf, fileOf } from './deduction.service';
import { keepResult, type ResultReport } from './result.service';
import { deductionSheet, hashOf, readTable } from './table';

const ADDRESS = /^\/files\/payroll\/([\w.-]{40,600})$/;

const KINDS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface FileDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  key: KeyObject;
  log: Log;
}

/**
 * `GET /files/payroll/<address>`: the deduction file of a bill. `POST` to the address for results: what the payroll
 * answers, looked through and kept, never booked; the answer lists every mistake by row and column.
 *
 * The address was signed for somebody who acts for the agency, and works for five minutes; 404 for any other. 413
 * for more than 1 MiB, 422 for what is no table.
 */
export function payrollFiles(door: FileDoor): HttpHandler {
  return async (req, res, url) => {
    const [, signed] = ADDRESS.exec(url.pathname) ?? [];
    if (signed === undefined) return false;
    const address = readFileAddress(door.key, signed, Math.floor(Date.now() / 1000));
    const city = address && door.cities.get(address.city);
    if (!address || !city) return say(res, 404, { code: 'ADDRESS_OVER' });
    const takes = address.what === 'result' ? 'POST' : 'GET';
    if (req.method !== takes) return say(res, 405, { code: 'METHOD_REFUSED' });
    return address.what === 'result'
      ? take(door, city, address.billId, req, res)
      : give(door, city, address, res);
  };
}

async function give(
  { db, log }: FileDoor,
  city: City,
  { billId, what }: FileAddress,
  res: ServerResponse,
): Promise<true> {
  const file = await fileOf(db, city, billId);
  if (!file || what === 'result') return say(res, 404, { code: 'ADDRESS_OVER' });
  res.writeHead(200, {
    'content-type': KINDS[what],
    'content-disposition': `attachment; filename="potongan-${file.agency}-${file.month}.${what}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const write = what === 'csv' ? writeCsv : writeXlsx;
  try {
    await write(deductionSheet(deductionsOf(db, city, billId)), res);
  } catch (error) {
    // a file that ends early must not look whole
    res.destroy();
    log('a deduction file was not made whole', { city: city.code, bill: billId, why: String(error) });
  }
  return true;
}

async function take(
  { db, log }: FileDoor,
  city: City,
  billId: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<true> {
  const bytes = await bytesOf(req, RECEIVED);
  if (typeof bytes === 'string') return say(res, 413, { code: 'FILE_TOO_LARGE' });
  try {
    const table = await readTable(bytes);
    const report = await db.inCity(city, (tx) => keepResult(tx, billId, hashOf(bytes), table));
    return say(res, 200, inWords(report));
  } catch (error) {
    if (error instanceof DomainError) {
      return say(res, 422, { code: error.code, message: error.words.id });
    }
    log('a result file could not be kept; it may be sent again', { city: city.code, why: String(error) });
    return say(res, 503, { code: 'UNAVAILABLE' });
  }
}

/** In Indonesian, as treasurers read it; the codes are for programs. */
function inWords({ id: resultId, state, rows, unanswered, problems }: ResultReport): object {
  const told = problems.map(({ row, column, code, words }) => ({ row, column, code, message: words.id }));
  return { resultId, state, rows, unanswered, problems: told };
}
