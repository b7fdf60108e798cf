import { statfsSync } from 'node:fs';
import { OperatorError } from '../operator-error';

const MEGABYTE = 1024 * 1024;

/** What a new cluster takes, with room for its first hours; and what a running one needs at least. */
export const SPACE_FOR_NEW = 300 * MEGABYTE;
export const SPACE_TO_RUN = 100 * MEGABYTE;

/** Bytes free for ordinary users on the disk that holds `folder`. */
export function freeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Refuses before anything is half written. @throws OperatorError */
export function requireSpace(folder: string, needed: number): void {
  const free = freeSpace(folder);
  if (free >= needed) return;
  const [has, asks] = [free, needed].map((bytes) => Math.floor(bytes / MEGABYTE));
  throw new OperatorError({
    id: `Ruang penyimpanan di ${folder} tinggal ${has} MB, perlu ${asks} MB: kosongkan ruang, atau pilih folder lain dengan LINDUNGI_HOME.`,
    en: `Only ${has} MB of disk are left at ${folder}, ${asks} MB are needed: make room, or choose another folder with LINDUNGI_HOME.`,
  });
}
