import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OperatorError } from '../operator-error';
import { Keeper, type Program } from './keeper';

const READY = `console.log(JSON.stringify({ ready: 'bell', port: 1 }));`;
const FOR_EVER = 'setInterval(() => {}, 1000);';

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(it: () => boolean): Promise<void> {
  for (let wait = 0; !it() && wait < 200; wait++) await pause(25);
  expect(it()).toBe(true);
}

describe('a program that is kept', () => {
  let folder: string;
  let said: string[];
  let kept: Keeper | undefined;

  const program = (text: string): Program => {
    const file = join(folder, 'bell.js');
    writeFileSync(file, text);
    return { name: 'bell', file, env: { SEEN: 'yes' }, log: join(folder, 'bell.log'), cwd: folder };
  };
  const keep = (text: string) => {
    kept = new Keeper(program(text), (words) => said.push(words));
    return kept;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lindungi-keeper-'));
    said = [];
  });
  afterEach(async () => {
    await kept?.stop();
    kept = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  test('is ready when it says so, and gets no environment but its own', async () => {
    const bell = keep(
      `console.log(Object.keys(process.env).filter((it) => !/^NODE_|^SEEN$/.test(it)).join() + '.');${READY}${FOR_EVER}`,
    );
    await bell.start();
    expect(lives(bell.pid!)).toBe(true);
    expect(readFileSync(join(folder, 'bell.log'), 'utf8')).toContain('\n.\n');
  });

  test('is started again when it is killed, and that is said', async () => {
    const bell = keep(READY + FOR_EVER);
    await bell.start();
    const first = bell.pid!;
    process.kill(first, 'SIGKILL');
    await until(() => said.length > 0);
    await bell.ready();

    expect(bell.pid).not.toBe(first);
    expect(said[0]).toMatch(/^bell terhenti \(SIGKILL\); dinyalakan lagi dalam 0,5 detik/);
  });

  test('is refused with its own words when it cannot start', async () => {
    const start = keep(`console.error('bell cannot start: no rope.'); process.exit(1);`).start();
    await expect(start).rejects.toBeInstanceOf(OperatorError);
    await expect(start).rejects.toThrow(/bell tidak dapat menyala:\nbell cannot start: no rope\./);
  });

  test('is not started again when it was asked to end', async () => {
    const bell = keep(READY + FOR_EVER);
    await bell.start();
    const pid = bell.pid!;
    await bell.stop();

    expect(lives(pid)).toBe(false);
    await pause(700);
    expect(said).toEqual([]);
  });

  test('is another process after a restart', async () => {
    const bell = keep(READY + FOR_EVER);
    await bell.start();
    const first = bell.pid!;
    await bell.restart();
    await bell.ready();

    expect(lives(first)).toBe(false);
    expect(bell.pid).not.toBe(first);
    expect(said).toEqual([]);
  });

  test('ends when its keeper is killed', async () => {
    const keeper = `
      const { Keeper } = require(${JSON.stringify(require.resolve('../../dist/house/keeper.js'))});
      const bell = new Keeper(${JSON.stringify(program(READY + FOR_EVER))}, () => {});
      bell.start().then(() => console.log(bell.pid));`;
    const supervisor = spawn(process.execPath, ['-e', keeper], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(await new Promise((told) => supervisor.stdout.once('data', told)));
    expect(lives(pid)).toBe(true);

    supervisor.kill('SIGKILL');
    await until(() => !lives(pid));
  });
});
