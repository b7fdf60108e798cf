import { create } from 'qrcode';

/** Squares of white around a QR: ISO/IEC 18004 asks for four. */
const QUIET = 4;

/** A QR code as the squares that are dark, in squares of one; its white border is counted in `size`. */
export interface Qr {
  size: number;
  /** Runs of dark squares: a row's neighbours are one, so that no white hair shows between them. */
  runs: { x: number; y: number; width: number }[];
}

/** The QR of a text; a quarter of it may be scratched away and it is still read. */
export function qrOf(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' });
  const runs: Qr['runs'] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const from = column;
      while (column < modules.size && modules.get(row, column)) column++;
      if (column > from) runs.push({ x: from + QUIET, y: row + QUIET, width: column - from });
    }
  }
  return { size: modules.size + 2 * QUIET, runs };
}
