import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';
import type { Program } from './keeper';
import { tailOf } from './keeper';
import { LogFile } from './log-file';

const LONGEST_MS = 120_000;

/**
 * Runs a service's migration to its end.
 *
 * @throws OperatorError with what it said, when it does not end well
 */
export async function migrate({ name, file, env, log: path, cwd }: Program): Promise<void> {
  const log = new LogFile(path);
  log.write(`--- ${new Date().toISOString()} ${name}: migrate\n`);
  const child = spawn(
    process.execPath,
    ['--require', `${ROOT}/packages/cli/tied.cjs`, '--enable-source-maps', file],
    {
      cwd,
      env: { ...env },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  const errors = tailOf(child, log);
  const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  await once(child, 'close');
  clearTimeout(limit);
  log.close();
  if (child.exitCode === 0) return;
  throw new OperatorError({
    id: `Tabel ${name} tidak dapat disiapkan:\n${errors()}\nLog: ${path}`,
    en: `The tables of ${name} could not be prepared; see ${path}`,
  });
}
