import { createServer } from 'node:net';
import { OperatorError } from '../operator-error';
import { type ProcessName, SERVICES } from './processes';

/**
 * Whether a program could listen there now.
 *
 * @param host  '127.0.0.1', '0.0.0.0' ...; whoever listens on all addresses also holds this one
 */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The range that no system hands out for outgoing connections, cut into slices. */
const [FIRST, SLICES, SLICE] = [20_000, 120, 100];

/** How long whoever was given a port may take to listen there, in ms. */
const SOON_MS = 30_000;

/** Given out by this process, and when: perhaps not listened to yet. */
const given = new Map<number, number>();

/**
 * `count` free ports that nothing takes between this look and their use: from a slice that processes beside this one
 * have not (their ids are near each other), and none twice. Chosen by lot: what ran before may still hold some.
 */
export async function freePorts(count: number, host: string): Promise<number[]> {
  const found: number[] = [];
  for (let tries = 0; found.length < count; tries++) {
    // a slice that is used up is left for any other
    const slice = tries < 2 * SLICE ? process.pid % SLICES : Math.floor(Math.random() * SLICES);
    const port = FIRST + slice * SLICE + Math.floor(Math.random() * SLICE);
    if ((given.get(port) ?? 0) > Date.now() - SOON_MS) continue;
    given.set(port, Date.now());
    if (await isFree(port, host)) found.push(port);
  }
  return found;
}

/**
 * The port of each process: the gateway's, and the next four for the services.
 *
 * @param first  0 takes free ones, anywhere
 * @throws OperatorError naming those in use
 */
export async function portsFor(first: number, bind: string): Promise<Record<ProcessName, number>> {
  const names = ['gateway', ...SERVICES] as const;
  const ports = first === 0 ? await freePorts(names.length, bind) : names.map((_, i) => first + i);
  const busy: string[] = [];
  if (first !== 0) {
    for (const [i, port] of ports.entries())
      if (!(await isFree(port, bind))) busy.push(`${port} (${names[i]})`);
  }
  if (busy.length > 0) {
    throw new OperatorError({
      id: `Port ${busy.join(', ')} dipakai program lain: hentikan program itu, atau pilih port lain, misalnya LINDUNGI_PORT=${first + 100}.`,
      en: `Port ${busy.join(', ')} is used by another program: stop it, or choose another, such as LINDUNGI_PORT=${first + 100}.`,
    });
  }
  return Object.fromEntries(names.map((name, i) => [name, ports[i]])) as Record<ProcessName, number>;
}
