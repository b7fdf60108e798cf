import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { codeOf } from './operator-error';

/** A file held by one living process at a time. */
export type Claim = { release: () => void; heldBy?: undefined } | { release?: undefined; heldBy: number };

/**
 * Takes `file` for this process, or says which living process holds it. What a killed process left
 * is taken over; its number is compared with its time of birth, for numbers are used again.
 */
export function claim(file: string): Claim {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(file, mark(process.pid), { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder !== undefined) return { heldBy: holder };
    rmSync(file, { force: true });
  }
  throw new Error(`${file} changes hands faster than it can be taken.`);
}

/** The living process that holds `file`, if there is one. */
export function holderOf(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(text.split(' ')[0]);
  return Number.isInteger(pid) && pid > 0 && lives(pid) && mark(pid) === text ? pid : undefined;
}

function mark(pid: number): string {
  return `${pid} ${bornAt(pid)}`;
}

/** Clock ticks since the machine started; '' where there is no /proc. */
function bornAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may itself hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
