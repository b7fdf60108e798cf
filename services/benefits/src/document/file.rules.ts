import { FileKindRefused, FileSizeRefused } from './document.errors';

/** Bytes of one file: a photograph of a telephone is a third of it. */
export const LARGEST_FILE = 8 * 1024 * 1024;

export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type FileType = (typeof FILE_TYPES)[number];

const BY_NAME: Readonly<Record<string, FileType>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
};

const BEGINNINGS: readonly { type: FileType; bytes: readonly number[] }[] = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] }, // %PDF-
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
];

/** The type a file's name says. The name itself is not kept: it may hold a person's. @throws FileKindRefused */
export function typeByName(name: string): FileType {
  const type = BY_NAME[/\.([a-z]{3,4})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''];
  if (!type) throw new FileKindRefused();
  return type;
}

/** @throws FileSizeRefused for a file of no bytes, or of too many */
export function checkSize(size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_FILE) throw new FileSizeRefused(LARGEST_FILE);
}

/**
 * Whether the bytes are what was announced: as many, and beginning as that type does.
 *
 * @throws FileSizeRefused, FileKindRefused
 */
export function checkBytes(bytes: Buffer, announced: { type: FileType; size: number }): void {
  checkSize(bytes.length);
  if (bytes.length !== announced.size) throw new FileSizeRefused(LARGEST_FILE);
  const found = BEGINNINGS.find((it) => it.bytes.every((byte, at) => bytes[at] === byte));
  if (found?.type !== announced.type) throw new FileKindRefused();
}
