import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { freePorts } from '../house/ports';
import { OperatorError } from '../operator-error';
import { readServer } from './old-server';
import { type Postgres, startPostgres } from './server';

async function ask<T>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.map((row) => row[0]);
  } finally {
    await client.end();
  }
}

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the embedded Postgres', () => {
  let home: string;
  let port: number;
  const started: Postgres[] = [];
  const others: { close(): void }[] = [];
  const start = async (more: { port?: number; options?: string[] } = {}) => {
    const server = await startPostgres({
      home,
      port,
      log: join(home, 'postgres.log'),
      options: ['fsync=off'],
      ...more,
    });
    started.push(server);
    return server;
  };

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'lindungi-postgres-'));
    chmodSync(home, 0o711);
    [port] = (await freePorts(1, '127.0.0.1')) as [number];
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    for (const other of others.splice(0)) other.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('wants a password, keeps checksums, and listens on this machine only', async () => {
    const { adminUrl } = await start();

    expect(await ask(adminUrl, 'show data_checksums')).toEqual(['on']);
    expect(await ask(adminUrl, 'show listen_addresses')).toEqual(['127.0.0.1']);
    expect(await ask(adminUrl, `select auth_method from pg_hba_file_rules group by 1`)).toEqual([
      'scram-sha-256',
    ]);
    await expect(ask(adminUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect(statSync(join(home, 'postgres-password')).mode & 0o777).toBe(0o600);
  });

  test('does not run as root', async () => {
    const { pid } = await start();
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
  });

  test('lies outside a checkout that is closed to its account, and a link says where', async () => {
    if (process.getuid?.() !== 0) return;
    chmodSync(home, 0o700);
    const { adminUrl, folder } = await start();
    others.push({ close: () => rmSync(dirname(folder), { recursive: true }) });

    expect(lstatSync(join(home, 'postgres')).isSymbolicLink()).toBe(true);
    expect(folder.startsWith(home)).toBe(false);
    expect(await ask(adminUrl, 'select 1')).toEqual([1]);
    await (await start()).stop();
    expect(existsSync(join(folder, 'PG_VERSION'))).toBe(true);
  });

  test('keeps what was committed when it is killed, and starts again', async () => {
    const first = await start();
    await ask(first.adminUrl, 'create table kept as select 42 as answer');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;

    const second = await start();
    expect(await ask(second.adminUrl, 'select answer from kept')).toEqual([42]);
  });

  test('ends a server that an earlier run left behind', async () => {
    const first = await start();
    const second = await start();

    expect(lives(first.pid)).toBe(false);
    expect(await ask(second.adminUrl, 'select 1')).toEqual([1]);
  });

  test('is not held up by a mark whose number now names another program', async () => {
    const first = await start();
    await first.stop();
    const other = spawn('sleep', ['60']);
    others.push({ close: () => other.kill() });
    writeFileSync(
      join(first.folder, 'postmaster.pid'),
      `${other.pid}\n${first.folder}\n1\n${port}\n\n\n\nready\n`,
    );

    const second = await start();
    expect(await ask(second.adminUrl, 'select 1')).toEqual([1]);
    expect(lives(other.pid!)).toBe(true);
  });

  test('ends when the program that started it is killed', async () => {
    const program = `
      require(${JSON.stringify(require.resolve('../../dist/postgres/server.js'))})
        .startPostgres(${JSON.stringify({ home, port, log: join(home, 'postgres.log') })})
        .then((server) => console.log(server.pid));`;
    const starter = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(await new Promise((said) => starter.stdout.once('data', said)));
    expect(lives(pid)).toBe(true);
    starter.kill('SIGKILL');

    for (let wait = 0; lives(pid) && wait < 100; wait++) await pause(50);
    expect(lives(pid)).toBe(false);
  });

  test('names the port that is in use', async () => {
    others.push(createServer().listen(port, '127.0.0.1'));
    await expect(start()).rejects.toThrow(new RegExp(`Port ${port} \\(Postgres\\) dipakai`));
    await expect(start()).rejects.toBeInstanceOf(OperatorError);
  });

  test('says what Postgres has against a setting', async () => {
    await expect(start({ options: ['shared_buffers=oops'] })).rejects.toThrow(/shared_buffers/);
  });

  test('does not take data whose password is lost', async () => {
    await (await start()).stop();
    rmSync(join(home, 'postgres-password'));
    await expect(start()).rejects.toThrow(/postgres-password hilang/);
  });

  test('leaves no half cluster behind when it is refused', async () => {
    await start();
    expect(execFileSync('ls', [home], { encoding: 'utf8' })).not.toContain('.new');
    expect(readServer(join(home, 'nowhere'))).toBeUndefined();
    expect(readFileSync(join(home, 'postgres.log'), 'utf8')).not.toContain('FATAL');
  });
});
