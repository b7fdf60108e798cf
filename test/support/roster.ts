import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedNip, type SentRoster, sendRoster, silent, type Visitor } from '@lindungi/cli';

/** A line of the personnel office's file. */
export interface OnRoster {
  /** Of the invented NIP. */
  number: number;
  name?: string;
  agency: string;
  status?: string;
}

/**
 * The personnel office sends a file with these people, and waits for what becomes of it.
 *
 * @param complete  whoever is not in it has left
 */
export async function officeSends(
  office: Visitor,
  people: readonly OnRoster[],
  complete = true,
): Promise<SentRoster> {
  const folder = mkdtempSync(join(tmpdir(), 'lindungi-office-'));
  const lines = people.map(({ number, name = `Pegawai ${number}`, agency, status = '' }) =>
    [inventedNip(number), name, 'Pelaksana', agency, status].join(';'),
  );
  const file = join(folder, 'roster.csv');
  writeFileSync(file, `nip;nama;jabatan;opd;status\n${lines.join('\n')}\n`);
  try {
    return await sendRoster(office, { file, complete, sample: true, dryRun: false }, silent);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
