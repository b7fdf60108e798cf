import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { DomainError, localDate } from '@lindungi/jamsostek';
import { bytesOf, type Clock, readAddress, say } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { RECEIVED } from '../received-file';
import { tableInText } from '../sheet/sheet.rules';
import { isWorkbook, tableInWorkbook } from '../sheet/workbook';
import { answerByFile, type FileAnswered } from './list-file.service';

/** What an address for BPJS's answer is signed for. */
export const ANSWER_ADDRESS = 'remittance answer';

const ADDRESS = /^\/files\/remittance\/([\w.-]{40,600})$/;

export interface AnswerDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  key: KeyObject;
  clock: Clock;
  log: Log;
}

/**
 * `POST /files/remittance/<address>`: a branch's answer to a list, CSV or XLSX by what its bytes are, booked whole or
 * not at all; the same file again changes nothing, so it needs no key.
 *
 * The address was signed for somebody of BPJS, and says for which list, which day, and whether only to look. 404 for
 * any other, 413 for more than 1 MiB, 422 with the code and the words of a refusal.
 */
export function remittanceAnswers(door: AnswerDoor): HttpHandler {
  return async (req, res, url) => {
    const [, signed] = ADDRESS.exec(url.pathname) ?? [];
    if (signed === undefined) return false;
    const read = readAddress(door.key, ANSWER_ADDRESS, signed, Math.floor(Date.now() / 1000));
    const [code = '', ...facts] = read?.facts ?? [];
    const city = door.cities.get(code);
    if (!city) return say(res, 404, { code: 'ADDRESS_OVER' });
    if (req.method !== 'POST') return say(res, 405, { code: 'METHOD_REFUSED' });
    return take(door, city, facts, req, res);
  };
}

async function take(
  { db, clock, log }: AnswerDoor,
  city: City,
  [remittanceId = '', receivedOn = '', how = '', subject = '']: readonly string[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<true> {
  const bytes = await bytesOf(req, RECEIVED);
  if (typeof bytes === 'string') return say(res, 413, { code: 'FILE_TOO_LARGE' });
  try {
    const table = isWorkbook(bytes) ? await tableInWorkbook(bytes) : tableInText(bytes);
    const file = { remittanceId, receivedOn: localDate(receivedOn), table, dryRun: how === 'look' };
    const by = { subject, roles: ['BPJS'] as const };
    const said = await db.inCity(city, (tx) => answerByFile(tx, file, by, clock.today(city)));
    return say(res, 200, inWords(said));
  } catch (error) {
    if (error instanceof DomainError) {
      return say(res, 422, { code: error.code, message: error.words.id });
    }
    log("BPJS's answer could not be booked; it may be sent again", { city: city.code, why: String(error) });
    return say(res, 503, { code: 'UNAVAILABLE' });
  }
}

/** In Indonesian, as a branch reads it; the codes are for programs. */
function inWords({ refused, ...said }: FileAnswered): object {
  return { ...said, refused: refused.map(({ row, code, words }) => ({ row, code, message: words.id })) };
}
