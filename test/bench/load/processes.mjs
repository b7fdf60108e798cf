// Starts what is measured as processes of their own, and reads from /proc what they cost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
const START_MS = 60_000;

/**
 * Starts a program and waits until it says that it is ready: by a message `{ ready }`, by a line of JSON with
 * `ready`, or, for programs that say neither, once its `port` answers.
 */
export async function start(name, program, args, { env = {}, port, cwd } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said = [];
  child.stderr.on('data', (chunk) => said.push(chunk));
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code}:\n${Buffer.concat(said)}`);
  });
  gone.catch(() => {});
  const late = AbortSignal.timeout(START_MS);
  const tooLate = once(late, 'abort').then(() => {
    throw new Error(`${name} was not ready after ${START_MS / 1000} s:\n${Buffer.concat(said)}`);
  });
  const ready = await Promise.race([readiness(child, port), gone, tooLate]);
  return { name, pid: child.pid, child, ready, port: port ?? ready.port ?? ready.ready, said };
}

function readiness(child, port) {
  if (port) return answering(port);
  return new Promise((resolve) => {
    child.on('message', (message) => message.ready && resolve(message));
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const line = /^\{.*"ready".*\}$/m.exec(text)?.[0];
      if (line) resolve(JSON.parse(line));
    });
  });
}

async function answering(port) {
  const url = `http://127.0.0.1:${port}/graphql`;
  const body = '{"query":"{ __typename }"}';
  for (;;) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    if (answer?.ok) return { port };
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

/** Ends only what we started, and waits for it. */
export async function stop(started) {
  await Promise.all(
    started.map(async ({ child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(hard);
    }),
  );
}

/** Asks a process of the bench something by message; the answer comes under the same key. */
export async function askProcess({ child }, key, detail) {
  const answer = new Promise((resolve) => {
    const hear = (message) => {
      if (message[key] === undefined) return;
      child.off('message', hear);
      resolve(message[key]);
    };
    child.on('message', hear);
  });
  child.send({ ask: key, detail });
  return answer;
}

/** Milliseconds of processor a process has used since it started, all its threads, user and system. */
export function cpuOf({ pid }) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

/** Resident memory of a process, in MB. */
export function rssOf({ pid }) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** The first folder of PATH that has this program, as a path; undefined when none has. */
export function onPath(program) {
  const folders = (process.env.PATH ?? '').split(':');
  return folders.map((folder) => `${folder}/${program}`).find((path) => existsSync(path));
}
