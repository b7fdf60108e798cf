import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const LARGEST = 10 * 1024 * 1024;

/**
 * A log that is never larger than 20 MB: at ten it becomes `<file>.1` and a new one begins.
 *
 * A full disk loses the line and nothing else: a house must not fall because it cannot complain.
 */
export class LogFile {
  /** Undefined once closed: its number may then name another's file. */
  private handle: number | undefined;
  private size: number;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    turnOver(path);
    this.handle = openSync(path, 'a', 0o600);
    this.size = fstatSync(this.handle).size;
  }

  write(text: string | Buffer): void {
    if (this.handle === undefined) return;
    try {
      this.size += writeSync(this.handle, typeof text === 'string' ? Buffer.from(text) : text);
      if (this.size < LARGEST) return;
      closeSync(this.handle);
      turnOver(this.path);
      this.handle = openSync(this.path, 'a', 0o600);
      this.size = 0;
    } catch {}
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }
}

/** Sets a log aside that has grown too large. */
export function turnOver(path: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= LARGEST) renameSync(path, `${path}.1`);
}
