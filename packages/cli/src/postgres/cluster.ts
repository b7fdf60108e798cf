import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, OperatorError } from '../operator-error';
import { type Account, canReach } from './account';
import { readServer } from './old-server';
import { outsideFolder } from './outside';
import { requireSpace, SPACE_FOR_NEW, SPACE_TO_RUN } from './space';

/** A data folder that is ready to be served, and the password of its superuser `postgres`. */
export interface Cluster {
  folder: string;
  password: string;
  /** True when it was made just now. */
  fresh: boolean;
}

/**
 * The cluster in `home/postgres`, made when there is none: UTF-8, checksums, and a password for
 * every login (never `trust`); the password is in `home/postgres-password`, for the owner's eyes.
 *
 * @param lasting  whether a new one must be on disk before it is used
 * @throws OperatorError  no room, no rights, a lost password, or what initdb says
 */
export function clusterIn(
  home: string,
  programs: string,
  account: Account | undefined,
  lasting: boolean,
): Cluster {
  const folder = dataFolder(home, account);
  const fresh = !existsSync(join(folder, 'PG_VERSION'));
  requireSpace(dirname(folder), fresh ? SPACE_FOR_NEW : SPACE_TO_RUN);
  if (fresh) return { folder, password: make(home, folder, programs, account, lasting), fresh };

  requireOwner(folder, account);
  return { folder, password: readPassword(home), fresh };
}

/** The admin login of the server that runs over the cluster in `home`; undefined when none does. */
export function adminUrlIn(home: string): string | undefined {
  const folder = join(home, 'postgres');
  const server = existsSync(folder) ? readServer(folder) : undefined;
  return server && adminUrl(readPassword(home), server.port);
}

/** The login of the superuser; its database is `postgres`. */
export function adminUrl(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * `home/postgres`, or where that link leads. When the server's account cannot pass through to
 * `home`, the data lies outside and the link says where: remove the link and it starts afresh.
 */
function dataFolder(home: string, account: Account | undefined): string {
  const plain = join(home, 'postgres');
  const there = lstatSync(plain, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) {
    if (existsSync(plain)) return realpathSync(plain);
    rmSync(plain);
  } else if (there || !account || canReach(home, account)) {
    return plain;
  }
  const outside = outsideFolder(`postgres-${randomBytes(6).toString('hex')}`, 'postgres');
  mkdirSync(outside, { recursive: true, mode: 0o711 });
  symlinkSync(outside, plain);
  return outside;
}

function requireOwner(folder: string, account: Account | undefined): void {
  const owner = statSync(folder).uid;
  const ours = account?.uid ?? process.getuid?.();
  if (ours === undefined || owner === ours) return;
  throw new OperatorError({
    id: `Data Postgres di ${folder} milik pengguna lain (uid ${owner}): jalankan sebagai pengguna yang sama seperti dulu, atau pilih folder lain dengan LINDUNGI_HOME.`,
    en: `The Postgres data in ${folder} belongs to another user (uid ${owner}): run as the same user as before, or choose another folder with LINDUNGI_HOME.`,
  });
}

function readPassword(home: string): string {
  const file = join(home, 'postgres-password');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new OperatorError({
      id: `Berkas ${file} hilang, padahal datanya ada: kembalikan dari cadangan, atau pindahkan ${home} untuk mulai dari kosong.`,
      en: `${file} is gone although the data is there: bring it back from a backup, or move ${home} away to start empty.`,
    });
  }
}

/** Made beside its place and renamed, so that a run killed in the middle leaves nothing half. */
function make(
  home: string,
  folder: string,
  programs: string,
  account: Account | undefined,
  lasting: boolean,
): string {
  const half = `${folder}.new`;
  const spoken = join(dirname(folder), 'postgres-password.new');
  const password = randomBytes(24).toString('base64url');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(spoken, password, { mode: 0o600 });
  if (account) for (const path of [half, spoken]) chownSync(path, account.uid, account.gid);

  const made = spawnSync(
    join(programs, 'bin/initdb'),
    [
      ...['-D', half, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${spoken}`, '--data-checksums'],
      ...['-E', 'UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--no-instructions', lasting ? '--sync-method=fsync' : '--no-sync'],
    ],
    { ...account, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, encoding: 'utf8' },
  );
  rmSync(spoken, { force: true });
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw refusalOfInitdb(made.error?.message ?? made.stderr, folder);
  }

  writeFileSync(join(home, 'postgres-password'), `${password}\n`, { mode: 0o600 });
  renameSync(half, folder);
  return password;
}

function refusalOfInitdb(said: string, folder: string): OperatorError {
  const line = said.split('\n').find((it) => /error|fatal|could not|no space/i.test(it)) ?? said.trim();
  const full = /no space left/i.test(said);
  return new OperatorError({
    id: `Data Postgres di ${folder} tidak dapat dibuat${full ? ', penyimpanan penuh: kosongkan ruang' : ''} (${line.trim()}).`,
    en: `The Postgres data in ${folder} could not be made${full ? ', the disk is full: make room' : ''} (${line.trim()}).`,
  });
}
