import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { OperatorError } from '../operator-error';

/** Whom Postgres runs as: it refuses root, so root lends it an ordinary account of the machine. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * The account to lend, or undefined when we are an ordinary user ourselves.
 *
 * An account without a line in /etc/passwd would not do: initdb looks up its own name.
 */
export function accountForPostgres(passwd = '/etc/passwd'): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync(passwd, 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const line = lines.find((it) => it.startsWith(`${name}:`));
    if (line) {
      const [, , uid, gid] = line.split(':');
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  throw new OperatorError({
    id: 'Postgres tidak mau berjalan sebagai root, dan mesin ini tidak punya akun "postgres" atau "nobody": jalankan sebagai pengguna biasa.',
    en: 'Postgres refuses to run as root, and this machine has no "postgres" or "nobody" account: run as an ordinary user.',
  });
}

/** Whether the account may pass through to `path` (a checkout below /root is closed to it). */
export function canReach(path: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...account, cwd: '/' }).status === 0;
}
