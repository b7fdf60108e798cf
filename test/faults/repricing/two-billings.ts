import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '@lindungi/cli';

const ROOT = join(__dirname, '../../..');
const READY_MS = 30_000;

type Which = 'first' | 'second';

/** The billing of a house, and another on the same database: as in a city with two machines. Either may be killed. */
export class TwoBillings implements AsyncDisposable {
  readonly killed: Record<Which, number> = { first: 0, second: 0 };
  private readonly rising: Partial<Record<Which, Promise<void>>> = {};
  private second: ChildProcess | undefined;
  private port = 0;
  private log = 0;
  private wanted = true;

  /** @param more  what the second's environment is besides */
  constructor(
    private readonly house: House,
    private readonly more: Readonly<Record<string, string>> = {},
  ) {}

  /** Both are started anew, at once, and read the law as it is now. Does not wait for them. */
  startAnew(): void {
    this.second?.kill('SIGKILL');
    this.raise('first');
    this.raise('second');
  }

  /** Kills one with -9, whether it answers yet or not; it is started again. */
  kill(which: Which): void {
    const pid = which === 'first' ? this.house.pid('billing') : this.second?.pid;
    if (!pid) return;
    this.killed[which] += 1;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it lies already
    }
    this.raise(which);
  }

  /** @returns when both answer */
  async stand(): Promise<void> {
    await Promise.all(Object.values(this.rising));
  }

  /** What either has said of sweeps that failed. */
  failures(): string[] {
    const said = ['billing.log', 'second.log'].map((name) =>
      readFileSync(join(this.house.logs, name), 'utf8'),
    );
    return said.flatMap((log) => log.split('\n').filter((line) => line.includes('could not be re-priced')));
  }

  private raise(which: Which): void {
    const rise = which === 'first' ? () => this.house.restart('billing') : () => this.startSecond();
    // whoever is killed while it starts is started by who was starting it
    this.rising[which] ??= (async () => {
      while (this.wanted) {
        const up = await rise().then(
          () => true,
          () => false,
        );
        if (up) break;
      }
      delete this.rising[which];
    })();
  }

  private async startSecond(): Promise<void> {
    this.port ||= await freePort();
    const env = { ...this.house.env.billing, ...this.more, PORT: String(this.port) };
    const cwd = join(ROOT, 'services/billing');
    const tie = join(ROOT, 'packages/cli/tied.cjs');
    this.log ||= openSync(join(this.house.logs, 'second.log'), 'a');
    const child = spawn(process.execPath, ['--require', tie, 'dist/main.js'], {
      ...{ cwd, env, stdio: ['ignore', this.log, this.log, 'ipc'] },
    });
    this.second = child;
    for (const late = Date.now() + READY_MS; !(await answers(this.port)); await pause(50)) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > late) {
        child.kill('SIGKILL');
        throw new Error('The second billing does not start.');
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.wanted = false;
    await this.stand();
    const { second } = this;
    if (!second || second.exitCode !== null || second.signalCode !== null) return;
    const gone = once(second, 'exit');
    second.kill('SIGKILL');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
