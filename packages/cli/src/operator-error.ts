/**
 * Something the operator can put right: one sentence that names it and says what to do, Indonesian
 * first. The command line prints it without a stack and ends with 1; any other error is a defect.
 */
export class OperatorError extends Error {
  constructor(readonly words: { id: string; en: string }) {
    super(`${words.id}\n${words.en}`);
    this.name = 'OperatorError';
  }
}

/** The `code` of a system error (`ENOSPC`, `EACCES`, a Postgres SQLSTATE), if it has one. */
export function codeOf(error: unknown): string | undefined {
  // Not by instanceof: an error from another realm (a worker, a test) is no Error of ours.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Turns what a full or closed disk throws into a sentence; leaves everything else as it is. */
export function withPlainWords(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new OperatorError({
        id: `Penyimpanan penuh saat menulis ${path}: kosongkan ruang, lalu jalankan lagi.`,
        en: `The disk is full while writing ${path}: make room, then run this again.`,
      });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
      return new OperatorError({
        id: `Tidak boleh menulis ${path}: jalankan sebagai pemilik folder itu, atau pilih folder lain dengan LINDUNGI_HOME.`,
        en: `${path} may not be written: run as the owner of that folder, or choose another with LINDUNGI_HOME.`,
      });
    default:
      return error;
  }
}
