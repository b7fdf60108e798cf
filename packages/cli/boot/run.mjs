// Runs other programs: on our terminal, or quietly under one line of progress.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The top folder of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A failure the operator can act on; anything else is shown with its stack. */
export class Refusal extends Error {}

/** Runs a program on our terminal to its end; signals pass through, and so does its exit code. */
export async function run(program, args, env) {
  const { code } = await ended(spawn(program, args, { cwd: root, env, stdio: 'inherit' }));
  return code;
}

/** Runs a program that watches the channel to us: however we die, or whoever started us, it ends. */
export async function runTied(program, args, env) {
  const child = spawn(program, args, { cwd: root, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const parent = process.ppid;
  const orphaned = () => process.ppid !== parent && child.kill('SIGTERM');
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 1_000).unref();
  const { code } = await ended(child);
  return code;
}

/**
 * Runs a program under one line of progress; what it says is shown only when it fails.
 *
 * @throws Refusal with the sentence `refusal`
 */
export async function quietly({ words, program, args, env, refusal }) {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));

  const live = process.stderr.isTTY;
  const tick = () => process.stderr.write(live ? `\r… ${words} ${seconds()} ` : `… ${words}\n`);
  const ticking = live ? setInterval(tick, 200) : setTimeout(tick, 2_000);
  const { code, caught } = await ended(child);
  clearInterval(ticking);
  if (live) process.stderr.write('\r\u001b[2K');

  if (caught) process.exit(caught);
  if (code === 0) {
    if (Date.now() - began > 2_000) process.stderr.write(`✓ ${words} ${seconds()}\n`);
    return;
  }
  process.stderr.write(`✗ ${words} ${seconds()}\n${Buffer.concat(said)}\n`);
  throw new Refusal(refusal);
}

/** The child's exit code, and ours-to-be when a signal came meanwhile. */
function ended(child) {
  let caught;
  const on = {
    // The terminal tells the child of Ctrl-C by itself; we only must not be gone before it.
    SIGINT: () => {
      caught = 130;
    },
    SIGTERM: () => {
      caught = 143;
      child.kill('SIGTERM');
    },
    SIGHUP: () => {
      caught = 129;
      child.kill('SIGHUP');
    },
  };
  for (const [signal, act] of Object.entries(on)) process.on(signal, act);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const [name, act] of Object.entries(on)) process.off(name, act);
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 143), caught });
    });
  });
}
