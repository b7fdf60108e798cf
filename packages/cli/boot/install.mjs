// Puts the packages of package-lock.json into node_modules, when they are not those already.
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { quietly, root } from './run.mjs';

const modules = join(root, 'node_modules');
const lock = join(root, 'package-lock.json');
const stamp = join(modules, '.lindungi-lock');

/** Installs when the lock has changed since the last time; two at once wait for each other. */
export async function install() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (installed()) return;

  const release = await oneAtATime(installed);
  try {
    if (installed()) return;
    if (!installedByHand()) await npmCi();
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

function npmCi() {
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  return quietly({
    words: 'Memasang paket (sekali saja, sekitar satu menit)',
    program,
    // npm runs on the machine's Node, so its remarks about newer engines mean nothing here.
    args: [...first, 'ci', '--loglevel=error', '--no-progress'],
    env: { ...process.env, ...writableHome() },
    refusal:
      'Paket tidak dapat dipasang: periksa sambungan ke registri npm dan ruang penyimpanan, lalu jalankan lagi.\n' +
      'The packages could not be installed: check the connection to the npm registry and the disk, then run again.',
  });
}

/** Whether an `npm install` by hand has already put there what the lock says. */
function installedByHand() {
  try {
    const has = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
    const wants = JSON.parse(readFileSync(lock, 'utf8')).packages;
    return Object.entries(wants).every(([path, { version, optional, link }]) => {
      if (link || !path.includes('node_modules/')) return true;
      return has[path] ? has[path].version === version : optional === true;
    });
  } catch {
    return false;
  }
}

async function oneAtATime(done) {
  const home = join(root, '.lindungi');
  const mark = join(home, 'installing');
  mkdirSync(home, { recursive: true, mode: 0o711 });
  for (let told = false; ; told = true) {
    try {
      writeFileSync(mark, String(process.pid), { flag: 'wx' });
      return () => rmSync(mark, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (done()) return () => {};
    if (!holderLives(mark)) rmSync(mark, { force: true });
    else if (!told) console.error('Menunggu pemasangan lain selesai…');
    await pause(500);
  }
}

function holderLives(mark) {
  try {
    process.kill(Number(readFileSync(mark, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** npm and turbo keep things in the home folder; some machines have none that can be written. */
export function writableHome() {
  try {
    accessSync(homedir(), constants.W_OK);
    return {};
  } catch {
    const { uid } = userInfo();
    const usual = join(tmpdir(), `lindungi-home-${uid}`);
    mkdirSync(usual, { recursive: true, mode: 0o700 });
    // Everybody may write there: what lies under our name need not be ours.
    const instead = lstatSync(usual).uid === uid ? usual : mkdtempSync(`${usual}-`);
    return {
      HOME: instead,
      npm_config_cache: join(instead, '.npm'),
      XDG_CONFIG_HOME: join(instead, '.config'),
    };
  }
}
