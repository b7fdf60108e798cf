import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsClient } from 'aws4fetch';

/** Where sealed bytes are kept, by a name that is never used twice. */
export interface BlobStore {
  put(name: BlobName, bytes: Buffer): Promise<void>;
  /** Undefined for what is not there. */
  get(name: BlobName): Promise<Buffer | undefined>;
}

/** `3374/0b0f7a3e-…`: a city's code and a document's id, nothing a client has written. */
export type BlobName = `${string}/${string}`;

/** A bucket of S3, or of what speaks as S3 does. */
export interface Bucket {
  /** `https://s3.ap-southeast-3.amazonaws.com`; the bucket's name follows as the first step of the path. */
  endpoint: string;
  bucket: string;
  region: string;
  keyId: string;
  secret: string;
}

const NAME = /^\d{4}\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
/** Milliseconds until a bucket must have answered. */
const PATIENCE_MS = 20_000;

function checked(name: BlobName): BlobName {
  if (!NAME.test(name)) throw new Error('That is no name of a blob.');
  return name;
}

/** A folder of this machine. What is there is whole: it is written aside and then named. */
export function folderStore(folder: string): BlobStore {
  return {
    async put(name, bytes) {
      const path = join(folder, checked(name));
      const aside = `${path}.${randomUUID()}`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await writeFile(aside, bytes, { mode: 0o600, flag: 'wx' });
        await rename(aside, path);
      } finally {
        await rm(aside, { force: true });
      }
    },
    async get(name) {
      try {
        return await readFile(join(folder, checked(name)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

/** A bucket; every request is signed (SigV4), the hash of what is put among what is signed. */
export function bucketStore({ endpoint, bucket, region, keyId, secret }: Bucket): BlobStore {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 2,
  });
  const urlOf = (name: BlobName) => `${endpoint.replace(/\/$/, '')}/${bucket}/${checked(name)}`;
  const ask = (name: BlobName, init: RequestInit) =>
    client.fetch(urlOf(name), { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  return {
    async put(name, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const answer = await ask(name, {
        method: 'PUT',
        headers: { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
      if (!answer.ok) throw new Error(`The bucket answered ${answer.status} to a new document.`);
    },
    async get(name) {
      const answer = await ask(name, { method: 'GET' });
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(`The bucket answered ${answer.status} for a document.`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}
