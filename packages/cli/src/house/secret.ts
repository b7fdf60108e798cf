import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../operator-error';

/** Answers the key of one purpose: 32 bytes as base64url, always the same for the same secret. */
export type Keys = (purpose: string) => string;

/**
 * The keys of a house, each drawn from its one secret. No process gets the secret itself, and none
 * can work out another's key from its own.
 */
export function keysOf(secret: string): Keys {
  return (purpose) => Buffer.from(hkdfSync('sha256', secret, 'lindungi', purpose, 32)).toString('base64url');
}

/**
 * The secret in `home/secret`, made at the first start.
 *
 * @throws OperatorError when it is gone though there is data: NIK could never be read again
 */
export function secretIn(home: string): string {
  const file = join(home, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(join(home, 'postgres'))) {
    throw new OperatorError({
      id: `Berkas ${file} hilang, padahal datanya ada dan hanya terbaca dengan rahasia itu: kembalikan dari cadangan, atau pindahkan ${home} untuk mulai dari kosong.`,
      en: `${file} is gone although there is data that only it can open: bring it back from a backup, or move ${home} away to start empty.`,
    });
  }
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}
