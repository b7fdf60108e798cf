import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentMalformed, serviceEnvironment } from '@lindungi/subgraph';
import type { Bucket } from './document/blob-store';

/** The variables of a bucket: all of them, or none. */
const BUCKET = {
  LINDUNGI_S3_ENDPOINT: 'text',
  LINDUNGI_S3_BUCKET: 'text',
  LINDUNGI_S3_REGION: 'text',
  LINDUNGI_S3_KEY_ID: 'text',
  LINDUNGI_S3_SECRET: 'text',
} as const;

/** Where documents are kept: a bucket when one is named, else a folder. */
export type Blobs = { bucket: Bucket } | { folder: string };

/**
 * All that benefits is told from outside.
 *
 * `LINDUNGI_DOCUMENT_KEY` seals papers and signs their addresses; a new one makes every paper unreadable. They are kept
 * in `LINDUNGI_BLOB_DIR`, or in a bucket when `LINDUNGI_S3_ENDPOINT` and its fellows are named.
 *
 * @throws EnvironmentMalformed naming every mistake at once
 */
export function benefitsEnvironment(env = process.env) {
  const named = Object.keys(BUCKET).filter((it) => env[it]);
  const read = serviceEnvironment('benefits', env, {
    LINDUNGI_DOCUMENT_KEY: 'key',
    ...(named.length > 0 ? BUCKET : {}),
  });
  const own = read.own as Partial<Record<keyof typeof BUCKET, string>>;
  const documentKey = read.own.LINDUNGI_DOCUMENT_KEY;
  return { ...read, documentKey, blobs: blobsOf(own, env.LINDUNGI_BLOB_DIR, read.production) };
}

function blobsOf(
  own: Partial<Record<keyof typeof BUCKET, string>>,
  folder: string | undefined,
  production: boolean,
): Blobs {
  const { LINDUNGI_S3_ENDPOINT: endpoint, LINDUNGI_S3_BUCKET: bucket } = own;
  const { LINDUNGI_S3_REGION: region, LINDUNGI_S3_KEY_ID: keyId, LINDUNGI_S3_SECRET: secret } = own;
  if (endpoint && bucket && region && keyId && secret) {
    if (!URL.canParse(endpoint))
      throw new EnvironmentMalformed('benefits', ['LINDUNGI_S3_ENDPOINT is no URL']);
    return { bucket: { endpoint, bucket, region, keyId, secret } };
  }
  if (folder) return { folder };
  if (production) throw new EnvironmentMalformed('benefits', ['LINDUNGI_BLOB_DIR is missing']);
  return { folder: join(tmpdir(), 'lindungi-blobs') };
}
