import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cities } from '@lindungi/tenancy';
import { SUPERGRAPH } from '../graph/compose';
import { isFree } from '../house/ports';
import { ROOT } from '../place';
import { freeSpace, SPACE_FOR_NEW } from '../postgres/space';
import { type Finding, ill, well } from './finding';

const OLDEST_NODE = 22;
const SECRETS = ['secret', 'postgres-password', 'development-issuer.json'];

/** Node, disk, the secrets' rights, the city files, the supergraph. */
export function lookAtMachine(home: string): Finding[] {
  return [node(), disk(home), secrets(home), cityFiles(), supergraph()];
}

/** Whether the gateway's port could be taken, when no house holds it. */
export async function lookAtPort(port: number, bind: string): Promise<Finding> {
  if (await isFree(port, bind)) return well('Port', `${port} bebas`);
  return ill(
    'Port',
    `${port} dipakai program lain`,
    'Hentikan program itu, atau pilih port lain dengan LINDUNGI_PORT',
  );
}

function node(): Finding {
  const { node: version } = process.versions;
  return Number(version.split('.')[0]) >= OLDEST_NODE
    ? well('Node', version)
    : ill('Node', version, `Pasang Node ${OLDEST_NODE} atau lebih baru, atau jalankan lewat npm`);
}

function disk(home: string): Finding {
  const free = freeSpace(existsSync(home) ? home : ROOT);
  const seen = `${(free / 1024 ** 3).toLocaleString('id-ID', { maximumFractionDigits: 1 })} GB bebas`;
  if (free >= SPACE_FOR_NEW) return well('Penyimpanan', seen);
  return ill('Penyimpanan', seen, 'Kosongkan ruang, atau pilih folder lain dengan LINDUNGI_HOME');
}

function secrets(home: string): Finding {
  const open = SECRETS.map((name) => join(home, name)).filter(
    (file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
  );
  if (open.length === 0) return well('Rahasia', `hanya terbaca pemiliknya (${home})`);
  return ill('Rahasia', 'terbaca orang lain', `Jalankan: chmod 600 ${open.join(' ')}`);
}

function cityFiles(): Finding {
  try {
    return well('Kota', [...cities().values()].map((city) => `${city.code} ${city.name}`).join(', '));
  } catch (error) {
    return ill('Kota', (error as Error).message, 'Perbaiki berkas kota itu di packages/tenancy/cities');
  }
}

function supergraph(): Finding {
  if (existsSync(join(ROOT, SUPERGRAPH))) return well('Supergraf', SUPERGRAPH);
  return ill('Supergraf', `${SUPERGRAPH} tidak ada`, 'Jalankan: npm run graph');
}
