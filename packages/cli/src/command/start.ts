import { join } from 'node:path';
import { cities } from '@lindungi/tenancy';
import { type Environment, readEnvironment } from '../environment';
import type { House } from '../house/house';
import { startHouse } from '../house/start-house';
import { CITY_WORDS, nameOf, PEOPLE } from '../people';
import { ROOT } from '../place';
import { loadSampleOnce } from '../sample/load-once';
import { type Progress, progressOn } from '../say/progress';
import { untilEnd } from './until-end';

/**
 * Starts the house, fills it with the sample the first time, says where to go, and stays until it is told to end.
 *
 * @param args  `--no-sample` leaves the house empty
 */
export async function start(args: readonly string[] = []): Promise<number> {
  const environment = readEnvironment();
  const progress = progressOn(process.stdout);
  const began = Date.now();
  const end = untilEnd();
  const house = await startHouse({ ...environment, progress });
  const ended = end.asked(house);
  if (!args.includes('--no-sample')) await Promise.race([fill(house, environment, progress), ended]);
  if (!end.wished()) console.log(greeting(house, environment, (Date.now() - began) / 1000));
  await ended;
  return 0;
}

/** Loads the sample, which is for looking around: without it the house still serves; in production never. */
export async function fill(house: House, environment: Environment, progress: Progress): Promise<void> {
  if (environment.production) return;
  const home = environment.home ?? join(ROOT, '.lindungi');
  try {
    await loadSampleOnce(house, home, environment.today ?? todayInJakarta(), progress);
  } catch (error) {
    progress.note(
      `Data contoh belum lengkap dan dilanjutkan saat dinyalakan lagi: ${(error as Error).message}`,
    );
  }
}

/** Both cities of the sample are on western time. */
const todayInJakarta = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Jakarta' });

/** Where the graph is, and how to go in. */
export function greeting(
  house: Pick<House, 'ports' | 'logs' | 'bank'>,
  { production }: Environment,
  seconds: number,
): string {
  const at = (host: string, path = '') => `http://${host}:${house.ports.gateway}${path}`;
  const took = seconds.toLocaleString('id-ID', { maximumFractionDigits: 1 });
  const lines = ['', `Lindungi siap dalam ${took} detik.`, '', `  Graf      ${at('localhost', '/graphql')}`];
  if (!production) {
    lines.push(`  GraphiQL  ${at('semarang.localhost', '/')}   (di peramban)`);
    for (const [code, word] of Object.entries(CITY_WORDS)) {
      lines.push(`  ${cities().get(code)?.name.padEnd(20)} ${at(`${word}.localhost`)}`);
    }
    lines.push('', '  Masuk sebagai orang contoh (semua rekaan):');
    for (const person of PEOPLE) {
      lines.push(`    npm run -s lindungi -- token ${nameOf(person).padEnd(24)} ${person.roles.join(', ')}`);
    }
    lines.push('', `  Bank contoh (${house.bank?.url}/) membayar tagihan, di peramban atau dengan:`);
    lines.push('    npm run lindungi -- pay INV-… [--provider xendit|doku|snap] [--late] [--twice]');
    lines.push('', '  Pakai hasilnya sebagai kepala permintaan: {"Authorization": "Bearer <token>"}');
  }
  lines.push('', `  Catatan proses ada di ${house.logs}. Hentikan dengan Ctrl-C.`, '');
  return lines.join('\n');
}
