import { randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../environment';
import { readSign } from '../house/sign';
import { developmentIssuer, tokenFor } from '../issuer';
import { OperatorError } from '../operator-error';
import { CITY_WORDS } from '../people';
import { ROOT } from '../place';
import { ask, mutate, type Visitor } from '../sample/visitor';
import { type Progress, progressOn } from '../say/progress';

/** How a file of the roster is sent. */
export interface RosterSending {
  file: string;
  /** Whoever is not in the file has left. */
  complete: boolean;
  sample: boolean;
  /** Only look: nothing is applied. */
  dryRun: boolean;
}

/** What became of a file. */
export interface SentRoster {
  id: string;
  state: string;
  lines: number;
  done: number;
  problemCount: number;
  problems: { row: number; column: string; code: string; message: string }[];
  plan: Record<'joiners' | 'movers' | 'changed' | 'unchanged' | 'leavers' | 'pledges', number> | null;
}

const IMPORT = `id state lines done problemCount problems { row column code message }
  plan { joiners movers changed unchanged leavers pledges }`;

/** Sends a file of a city's roster to the house that runs here, shows what it would do, and applies it. */
export async function roster(args: readonly string[]): Promise<number> {
  const { city, ...sending } = readSending(args);
  const { home = join(ROOT, '.lindungi'), production, token } = readEnvironment();
  const url = readSign(home)?.urls.gateway;
  if (!url) {
    throw new OperatorError({
      id: 'Lindungi tidak berjalan di sini: nyalakan dengan "npm start".',
      en: 'Lindungi is not running here: start it with "npm start".',
    });
  }
  if (production && !token) {
    throw new OperatorError({
      id: 'Isi LINDUNGI_TOKEN dengan token admin kota.',
      en: "Set LINDUNGI_TOKEN to a token of the city's administrator.",
    });
  }
  const admin = token ?? (await tokenFor(await developmentIssuer(home), `${city}:admin`));
  const sent = await sendRoster({ url, token: admin }, sending, progressOn(process.stdout));
  for (const line of reportOf(sent)) console.log(line);
  return sent.problemCount > 0 ? 1 : 0;
}

/**
 * Sends the file, waits until it is read, and unless it is only looked at, applies it.
 *
 * @throws Error when the file is not taken, with the code that was answered
 */
export async function sendRoster(
  admin: Visitor,
  { file, complete, sample, dryRun }: RosterSending,
  progress: Progress,
): Promise<SentRoster> {
  const { opened } = await mutate<{ opened: { import: { id: string }; upload: { path: string } } }>(
    admin,
    'openRosterImport',
    { complete, sample, idempotencyKey: randomUUID() },
    'opened { import { id } upload { path } }',
  );
  const { id } = opened.import;
  await progress.step('Berkas dikirim dan diperiksa', async (tell) => {
    const answer = await upload(`${admin.url}${opened.upload.path}`, file);
    // whoever stands between may have lost patience; what has begun is read all the same
    const begun = (await importOf(admin, id)).state !== 'OPEN';
    if (!begun && answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    tell(`${(await readImport(admin, id)).lines} pegawai`);
  });
  const read = await importOf(admin, id);
  if (dryRun || read.state !== 'READ') return read;

  const leavers = read.plan?.leavers ?? 0;
  await mutate(
    admin,
    'applyRosterImport',
    { importId: id, leavers, idempotencyKey: randomUUID() },
    'import { id }',
  );
  return progress.step('Daftar pegawai diterapkan', async (tell) => {
    for (;;) {
      const seen = await importOf(admin, id);
      tell(bar(seen));
      // READ again: others leave than were shown, so somebody looks once more
      if (seen.state === 'APPLIED' || seen.state === 'READ') return seen;
      await pause(200);
    }
  });
}

/** How long a file may take to be read, in ms. */
const PATIENCE_MS = 300_000;

async function readImport(admin: Visitor, id: string): Promise<SentRoster> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(300)) {
    const seen = await importOf(admin, id);
    if (seen.state !== 'OPEN' && seen.state !== 'READING') return seen;
    if (Date.now() > end) throw new Error(`The file was not read in time: ${seen.state}`);
  }
}

async function importOf(admin: Visitor, id: string): Promise<SentRoster> {
  const query = `query($id: ID!) { rosterImport(id: $id) { ${IMPORT} } }`;
  return (await ask<{ rosterImport: SentRoster }>(admin, query, { id })).rosterImport;
}

/** In pieces as they are read: however long the file is, little of it is here. */
async function upload(url: string, file: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': statSync(file).size };
  const asking = request(url, { method: 'POST', headers });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', async (answer) => {
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      resolve({ status: answer.statusCode ?? 0, text });
    });
  });
  // who is refused early is answered all the same
  await Promise.all([answered, pipeline(createReadStream(file), asking).catch(() => {})]);
  return answered;
}

const WIDTH = 20;

/** `████████░░░░░░░░░░░░ 1.600 dari 4.000` */
export function bar({ done, lines }: Pick<SentRoster, 'done' | 'lines'>): string {
  const full = lines === 0 ? WIDTH : Math.floor((WIDTH * done) / lines);
  const number = (value: number) => value.toLocaleString('id-ID');
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${number(done)} dari ${number(lines)}`;
}

/** What an operator is told of it, in Indonesian, a line each. */
export function reportOf({ state, problemCount, problems, plan }: SentRoster): string[] {
  if (problemCount > 0) {
    const rows = problems.map(
      ({ row, column, message }) => `  baris ${row}, kolom ${column || '-'}: ${message}`,
    );
    const more = problemCount > rows.length ? [`  … dan ${problemCount - rows.length} lagi`] : [];
    return [`${problemCount} kesalahan; tidak ada yang diterapkan.`, ...rows, ...more];
  }
  if (state === 'KNOWN') return ['Berkas ini sama dengan yang terakhir diterapkan: tidak ada yang berubah.'];
  if (!plan) return [`Keadaan impor: ${state}.`];
  return [
    state === 'APPLIED' ? 'Sudah diterapkan:' : 'Belum diterapkan. Jika diterapkan:',
    `  masuk ${plan.joiners}, pindah OPD ${plan.movers}, berubah ${plan.changed}, tetap ${plan.unchanged}`,
    `  keluar ${plan.leavers}; ${plan.pledges} janji mereka perlu penerus`,
  ];
}

/**
 * Reads `<city> <file> [--dry-run] [--complete] [--sample]`.
 *
 * @throws OperatorError when it cannot be read
 */
export function readSending(args: readonly string[]): RosterSending & { city: string } {
  const usage = 'roster semarang pegawai.csv [--dry-run] [--complete] [--sample]';
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        complete: { type: 'boolean', default: false },
        sample: { type: 'boolean', default: false },
      },
    });
    const [named, file, ...rest] = positionals;
    const city = Object.entries(CITY_WORDS).find(([code, word]) => code === named || word === named)?.[1];
    if (!city || !file || rest.length > 0) throw new Error('a city and a file');
    return { city, file, complete: values.complete, sample: values.sample, dryRun: values['dry-run'] };
  } catch (error) {
    throw new OperatorError({
      id: `Perintahnya: ${usage} (${(error as Error).message}).`,
      en: `The command is: ${usage} (${(error as Error).message}).`,
    });
  }
}
