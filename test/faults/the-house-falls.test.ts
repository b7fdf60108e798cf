import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const program = join(__dirname, '../../packages/cli/dist/main.js');
const LONG = 120_000;

/** What the operator sees: the command itself, in a folder of its own. */
class Operator {
  private readonly run: ChildProcess;
  said = '';

  constructor(home: string) {
    this.run = spawn(process.execPath, [program, 'start', '--no-sample'], {
      // Every process of the house keeps TMPDIR, which is how we find them all.
      env: { PATH: process.env.PATH, TMPDIR: home, LINDUNGI_HOME: home, LINDUNGI_PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.run.stdout!, this.run.stderr!]) {
      stream.on('data', (chunk) => {
        this.said += chunk;
      });
    }
  }

  async reads(words: string): Promise<void> {
    while (!this.said.includes(words)) {
      if (this.run.exitCode !== null) throw new Error(`It ended and said:\n${this.said}`);
      await pause(20);
    }
  }

  /** @returns the exit code; null when a signal ended it */
  async ends(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.run.kill(signal);
    if (this.run.exitCode === null && this.run.signalCode === null) await once(this.run, 'close');
    return this.run.exitCode;
  }
}

/** Command lines of everything on this machine that belongs to the house in `home`. */
function alive(home: string): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const [line, env] = ['cmdline', 'environ'].map((it) => readFileSync(`/proc/${pid}/${it}`, 'utf8'));
        return `${line}${env}`.includes(home) ? [line!.replaceAll('\0', ' ')] : [];
      } catch {
        return []; // gone meanwhile, or not ours to look at
      }
    });
}

async function untilNobodyIsLeft(home: string): Promise<void> {
  for (let wait = 0; alive(home).length > 0 && wait < 400; wait++) await pause(25);
  expect(alive(home)).toEqual([]);
}

const health = async (home: string) => {
  const { urls } = JSON.parse(readFileSync(join(home, 'house.json'), 'utf8')) as {
    urls: { gateway: string };
  };
  return (await fetch(`${urls.gateway}/health`)).status;
};

// Who is left is read from /proc.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a house, seen by whoever runs it', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'lindungi-house-'));
    chmodSync(home, 0o711);
  });
  const operators: Operator[] = [];
  const operator = () => {
    operators.push(new Operator(home));
    return operators.at(-1)!;
  };
  afterAll(async () => {
    for (const it of operators) await it.ends('SIGKILL');
    await untilNobodyIsLeft(home);
    rmSync(home, { recursive: true, force: true });
  });

  test(
    'leaves nobody behind when it is killed, and starts again over the same data',
    async () => {
      const first = operator();
      await first.reads('Lindungi siap');
      expect(await health(home)).toBe(200);
      expect(alive(home).length).toBeGreaterThanOrEqual(6);
      await first.ends('SIGKILL');
      await untilNobodyIsLeft(home);

      const second = operator();
      await second.reads('Lindungi siap');
      expect(await health(home)).toBe(200);

      const third = operator();
      expect(await third.ends()).toBe(1);
      expect(third.said).toMatch(/Lindungi sudah berjalan di .*\(proses \d+\)/);
      expect(third.said).not.toMatch(/^\s+at /m);

      expect(await second.ends('SIGTERM')).toBe(0);
      expect(alive(home)).toEqual([]);
    },
    LONG,
  );

  test(
    'left while it is still being built, leaves nobody behind either',
    async () => {
      const house = operator();
      await house.reads('Menyiapkan tabel');
      await house.ends('SIGINT');
      await untilNobodyIsLeft(home);
    },
    LONG,
  );
});
