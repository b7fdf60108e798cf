import { createHash, type KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { DomainError } from '@lindungi/jamsostek';
import { bytesOf, say } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { type FileAddress, readDocument } from './address';
import type { BlobStore } from './blob-store';
import { keepDocument, typeOf, useAddress } from './document.service';
import { checkBytes, type FileType, LARGEST_FILE } from './file.rules';
import { openDocument, sealDocument } from './seal';

/** How long the bytes may take to arrive, in ms. */
const PATIENCE_MS = 60_000;

const ADDRESS = /^\/files\/documents\/([\w.-]{40,600})$/;

const ENDINGS: Readonly<Record<FileType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** What the door works with; `key` seals documents and signs their addresses. */
export interface DocumentDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  key: KeyObject;
  store: BlobStore;
  log: Log;
}

/**
 * `POST /files/documents/<address>` hands a paper in, `GET` reads one. The address was signed for somebody who sees the
 * claim; it works once, for five minutes; 404 for any other, and for one that was used. 422 for bytes that are not what was announced.
 *
 * A file is looked at before it is kept, is kept sealed, and is never shown by a browser: it comes as a download, so
 * that nothing in it runs.
 */
export function claimDocuments(door: DocumentDoor): HttpHandler {
  return async (req, res, url) => {
    const [, signed] = ADDRESS.exec(url.pathname) ?? [];
    if (signed === undefined) return false;
    const address = readDocument(door.key, signed, Math.floor(Date.now() / 1000));
    const city = address && door.cities.get(address.city);
    if (!address || !city) return say(res, 404, { code: 'ADDRESS_OVER' });
    if (req.method !== (address.what === 'in' ? 'POST' : 'GET')) {
      return say(res, 405, { code: 'METHOD_REFUSED' });
    }
    return address.what === 'in' ? take(door, city, address, req, res) : give(door, city, address, res);
  };
}

async function take(
  { db, key, store, log }: DocumentDoor,
  city: City,
  address: Extract<FileAddress, { what: 'in' }>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<true> {
  const bytes = await bytesOf(req, { most: LARGEST_FILE, patienceMs: PATIENCE_MS });
  if (typeof bytes === 'string') return say(res, 413, { code: 'FILE_SIZE_REFUSED' });
  try {
    checkBytes(bytes, address);
    if (!(await db.inCity(city, (tx) => useAddress(tx, address)))) {
      return say(res, 404, { code: 'ADDRESS_OVER' });
    }
    await store.put(`${city.code}/${address.id}`, sealDocument(key, city.code, address.id, bytes));
    const sha256 = createHash('sha256').update(bytes).digest();
    await db.inCity(city, (tx) => keepDocument(tx, address, sha256));
    return say(res, 200, { documentId: address.id, sha256: sha256.toString('hex') });
  } catch (error) {
    if (error instanceof DomainError) return say(res, 422, { code: error.code, message: error.words.id });
    log('a document could not be kept; it may be handed in again', { city: city.code, why: nameOf(error) });
    return say(res, 503, { code: 'UNAVAILABLE' });
  }
}

async function give(
  { db, key, store, log }: DocumentDoor,
  city: City,
  address: Extract<FileAddress, { what: 'out' }>,
  res: ServerResponse,
): Promise<true> {
  const { documentId } = address;
  try {
    const type = await db.inCity(city, async (tx) =>
      (await useAddress(tx, address)) ? typeOf(tx, documentId) : undefined,
    );
    const sealed = type && (await store.get(`${city.code}/${documentId}`));
    if (!type || !sealed) return say(res, 404, { code: 'ADDRESS_OVER' });
    const bytes = openDocument(key, city.code, documentId, sealed);
    res.writeHead(200, {
      'content-type': type,
      'content-length': bytes.length,
      'content-disposition': `attachment; filename="berkas-${documentId}.${ENDINGS[type]}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    res.end(bytes);
    return true;
  } catch (error) {
    log('a document could not be read', { city: city.code, document: documentId, why: nameOf(error) });
    return say(res, 503, { code: 'UNAVAILABLE' });
  }
}

/** Only a name: what a store says may hold an address. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
