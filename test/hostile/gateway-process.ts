import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What only the inside of a process can tell of its health. */
export interface Insides {
  /** Bytes in memory, after whatever was garbage has been let go. */
  rss: number;
  /** The names on `Object.prototype`. */
  prototype: string[];
  /** Milliseconds its loop was late since last asked, the worst of a hundred turns. */
  late: number;
}

/** The gateway as it is built, in a process of its own, in audit mode with its limits on. */
export interface GatewayProcess {
  port: number;
  /** From start to ready, in milliseconds. */
  startedIn: number;
  insides(): Promise<Insides>;
  /** Ends it by SIGTERM; milliseconds until it was gone. */
  stop(): Promise<number>;
  alive(): boolean;
}

const MAIN = join(__dirname, '../../gateway/dist/main.js');

/** @param supergraph  its text, or a URL that gives it */
export async function gatewayProcess(supergraph: string, ...flags: string[]): Promise<GatewayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const isPlace = supergraph.startsWith('http');
  const place = isPlace ? supergraph : join(folder, 'supergraph.graphql');
  if (!isPlace) writeFileSync(place, supergraph);
  const begun = performance.now();
  const child = fork(MAIN, ['--audit', '--supergraph', place, '--port', '0', ...flags], {
    execArgv: ['--expose-gc', '--require', join(__dirname, 'insides.cjs')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const port = await ready(child);
  return {
    port,
    startedIn: performance.now() - begun,
    insides: () =>
      new Promise((told, failed) => {
        child.once('message', (message) => told(message as Insides));
        child.send('how are you', (error) => error && failed(error));
      }),
    alive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      const asked = performance.now();
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true });
      return performance.now() - asked;
    },
  };
}

function ready(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors = (errors + chunk).slice(-4_000);
    });
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      const port = /"port":(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`The gateway did not start: ${errors}`)));
  });
}
