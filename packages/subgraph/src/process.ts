import { DomainError } from '@lindungi/jamsostek';
import { CitiesMalformed, PostgresTooOld } from '@lindungi/tenancy';
import { EnvironmentMalformed } from './environment';
import { withoutValues } from './masking';

/**
 * Runs a process from its first line: what can be foreseen to go wrong (a mistake in the environment, a port
 * in use, a database that does not answer) is one sentence on stderr and exit code 1.
 */
export async function runProcess(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${sentenceOf(name, error)}\n`);
    // A half-started service may hold sockets open; nothing of it is worth waiting for.
    process.exit(1);
  }
}

/** Why a process cannot go on, for the person at the terminal; a defect also shows where. */
export function sentenceOf(name: string, error: unknown): string {
  const { code, address, port, message, stack } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const at = address && port ? ` ${address}:${port}` : '';
  if (code === 'EADDRINUSE') return `${name} cannot start: port ${port} is in use by another process.`;
  if (code === 'EACCES' && port) return `${name} cannot start: it may not listen on port ${port}.`;
  if (code === 'ECONNREFUSED')
    return `${name} cannot start: nothing answers at${at || ' the database address'}.`;
  if (code === 'ENOTFOUND') return `${name} cannot start: the host name of the database is not known.`;
  if (code === '28P01' || code === '28000') return `${name} cannot start: Postgres refuses its login.`;
  if (code === '3D000') return `${name} cannot start: its database does not exist.`;
  if (code === '3F000' || code === '42P01')
    return `${name} cannot start: its tables are missing; run its migration first.`;
  if (foreseen.some((kind) => error instanceof kind)) return oneLine(message);
  return `${name} cannot start: ${oneLine(withoutValues(String(message ?? error)))}\n${framesOf(stack)}`;
}

const foreseen = [EnvironmentMalformed, CitiesMalformed, PostgresTooOld, DomainError];

const oneLine = (message: string) => message.replace(/\s*\n\s*/g, ' ');

const framesOf = (stack: string | undefined) =>
  stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n') ?? '';
