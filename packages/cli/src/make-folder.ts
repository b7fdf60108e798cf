import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, OperatorError } from './operator-error';

/**
 * Makes a folder, and those above it, unless it is there. Others may pass through and not look in,
 * so that the server's account reaches its data; every secret file in it is its owner's alone.
 *
 * @throws OperatorError when there cannot be a folder; what the system says when there may not
 *
 * Not `recursive`: Node 24 turns a read-only disk into ENOENT, and never comes back from /proc.
 */
export function makeFolder(path: string): void {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o711 });
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (!['EEXIST', 'ENOENT', 'ENOTDIR'].includes(code)) throw error;
    throw new OperatorError({
      id: `${path} tidak dapat dijadikan folder: pilih tempat lain dengan LINDUNGI_HOME.`,
      en: `${path} cannot be made a folder: choose another place with LINDUNGI_HOME.`,
    });
  }
}
