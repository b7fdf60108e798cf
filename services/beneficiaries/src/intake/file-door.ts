import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { FileTooLarge, say, streamOf } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Actor } from '../context';
import type { Vault } from '../worker/vault';
import { readUpload } from './address';
import { beginFile, dropFile, fileArrived, keepPiece } from './piece.service';

/** Bytes of a file: a hundred thousand workers are half of it. */
const LARGEST = 32 * 1024 * 1024;

/** Bytes sealed and kept at once. */
const PIECE = 128 * 1024;

const ADDRESS = /^\/files\/workers\/([\w.-]{40,600})$/;

export interface FileDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  key: KeyObject;
  vault: Vault;
  log: Log;
  /** There is something to read in this city. */
  wake(cityCode: string): void;
}

/**
 * `POST /files/workers/<address>`: a list of workers, as CSV. It is sealed piece by piece as it comes and read
 * afterwards; the answer names the file, and `workerFile` tells what is in it. Nobody is registered by it.
 *
 * The address was signed for somebody who may import, and works for five minutes; 404 for any other. 413 for more
 * than 32 MiB.
 */
export function workerFiles(door: FileDoor): HttpHandler {
  return async (req, res, url) => {
    const [, signed] = ADDRESS.exec(url.pathname) ?? [];
    if (signed === undefined) return false;
    const address = readUpload(door.key, signed, Math.floor(Date.now() / 1000));
    const city = address && door.cities.get(address.city);
    if (!address || !city) return say(res, 404, { code: 'ADDRESS_OVER' });
    if (req.method !== 'POST') return say(res, 405, { code: 'METHOD_REFUSED' });
    const { subject, roles, area } = address;
    try {
      return await take(door, city, { subject, roles, area }, req, res);
    } catch (error) {
      door.log('a file of workers could not be kept; it may be sent again', {
        city: city.code,
        why: (error as Error).name,
      });
      return say(res, 503, { code: 'UNAVAILABLE' });
    }
  };
}

async function take(
  { db, vault, wake }: FileDoor,
  city: City,
  by: Actor,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<true> {
  const fileId = await db.inCity(city, (tx) => beginFile(tx, by));
  const mark = vault.fileMark(city.code);
  let number = 0;
  try {
    for await (const bytes of streamOf(req, { most: LARGEST, piece: PIECE })) {
      mark.update(bytes);
      const piece = { fileId, number: number++, bytes };
      await db.inCity(city, (tx) => keepPiece(tx, vault, piece));
    }
  } catch (error) {
    await db.inCity(city, (tx) => dropFile(tx, fileId)); // too large, or cut off on the way
    if (error instanceof FileTooLarge) return say(res, 413, { code: 'FILE_TOO_LARGE' });
    throw error;
  }
  const file = await db.inCity(city, (tx) => fileArrived(tx, fileId, by, mark.digest()));
  wake(city.code);
  return say(res, 202, { fileId: file.id, state: file.state });
}
