import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../operator-error';

/**
 * A folder outside the checkout that belongs to root and that every account may pass through: for
 * the server's programs and data when the checkout itself is closed to the server's account.
 *
 * Not plainly below /tmp: others could lay something there first, and it is emptied now and then.
 */
export function outsideFolder(...below: string[]): string {
  for (const base of ['/var/lib/lindungi', '/var/tmp/lindungi-root']) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o711 });
      const found = lstatSync(base);
      if (!found.isDirectory() || found.uid !== 0) continue;
      chmodSync(base, 0o711);
      return join(base, ...below);
    } catch (error) {
      if (!['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
    }
  }
  throw new Error('Neither /var/lib nor /var/tmp can be written, though we are root.');
}
