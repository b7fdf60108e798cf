// Makes package-lock.json whole for every platform.
//
// A registry mirror may lack the packages of other platforms (@swc/core-darwin-arm64 ...). npm then leaves
// them out of the lock, and afterwards `npm ci` refuses its own lock. This adds the missing entries with
// version, os and cpu, so `npm ci` accepts the lock everywhere and fetches only what the machine needs.
//
//     node packages/cli/complete-lock.mjs           adds what is missing
//     node packages/cli/complete-lock.mjs --check   only says it; exit 1 when something is missing
//
// A path at the end names another lock than the checkout's.
//
// Plain JavaScript without dependencies: it must run before anything is installed.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, exit } from 'node:process';
import { fileURLToPath } from 'node:url';

const SYSTEMS = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  android: 'android',
  openharmony: 'openharmony',
  aix: 'aix',
  sunos: 'sunos',
};
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el'];

/** The optional dependencies of a lock that have no entry in it, with the package that asks for each. */
function missingFrom(lock) {
  const missing = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!reachable(lock, path, name)) missing.push({ name, version, askedBy: path, entry });
    }
  }
  return missing;
}

/** Adds an entry for each missing platform package; returns their names, and those it could not read. */
function completeLock(lock) {
  const added = [];
  const unread = [];
  for (const { name, version, entry } of missingFrom(lock)) {
    const words = name.split(/[/-]/);
    const os = SYSTEMS[words.find((word) => word in SYSTEMS)];
    if (!os || !/^\d+\.\d+\.\d+/.test(version)) {
      unread.push(`${name}@${version}`);
      continue;
    }
    const cpu = words.find((word) => PROCESSORS.includes(word)) ?? 'x64';
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(entry.dev && { dev: true }),
      ...(entry.license && { license: entry.license }),
      optional: true,
      os: [os],
    };
    added.push(name);
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  return { added, unread };
}

/** Looks where Node would look: beside the asking package, then in each folder above it. */
function reachable(lock, path, name) {
  const folders = path.split('/node_modules/');
  return [...folders.map((_, i) => folders.slice(0, i + 1).join('/node_modules/')), ''].some(
    (folder) => lock.packages[join(folder, 'node_modules', name)] !== undefined,
  );
}

main();

function main() {
  const named = argv.slice(2).find((word) => !word.startsWith('--'));
  const file = named ?? join(dirname(fileURLToPath(import.meta.url)), '../../package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  if (argv.includes('--check')) {
    const missing = missingFrom(lock).map(({ name }) => name);
    if (missing.length > 0) console.error(`package-lock.json lacks ${missing.length}: ${missing.join(' ')}`);
    exit(missing.length > 0 ? 1 : 0);
  }
  const { added, unread } = completeLock(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${added.length} platform packages added.`);
  if (unread.length > 0) console.error(`No platform can be read from: ${unread.join(' ')}`);
  exit(unread.length > 0 ? 1 : 0);
}
