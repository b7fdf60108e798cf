import type { ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { writtenMonth } from '@lindungi/jamsostek';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { CardVerification } from './card-list.entity';
import { verifyCode } from './card-list.loaders';
import type { CheckPace } from './check-pace';

const ADDRESS = /^\/kartu\/(\d{4})\/([\w-]{16,24})$/;

interface CardDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  pace: CheckPace;
  log: Log;
}

/**
 * `GET /kartu/<city>/<code>`: what the QR on a card opens, a page for anybody. It says whether the card is valid and
 * until when months are protected, and of a code that is no card's the same page with the other answer.
 */
export function cardDoor({ db, cities, pace, log }: CardDoor): HttpHandler {
  return async (req, res, url) => {
    const [, cityCode = '', code = ''] = ADDRESS.exec(url.pathname) ?? [];
    if (!code) return false;
    const city = cities.get(cityCode);
    if (req.method !== 'GET' || !city) return page(res, 404, UNKNOWN);
    if (!pace.take(city)) return page(res, 429, BUSY);
    try {
      const read: Parameters<typeof verifyCode>[0]['read'] = (text, values) => db.read(city, text, values);
      return page(res, 200, answerOf(await verifyCode({ city, read }, code)));
    } catch (error) {
      log('a card could not be checked', { city: city.code, why: String(error) });
      return page(res, 503, BUSY);
    }
  };
}

interface Answer {
  tone: string;
  head: string;
  words: string;
}

const UNKNOWN: Answer = {
  tone: '#8a1c1c',
  head: 'Kartu tidak berlaku',
  words: 'Kode ini bukan kode kartu yang berlaku. Hubungi kelurahan atau kecamatan Anda.',
};
const BUSY: Answer = {
  tone: '#5b6670',
  head: 'Coba lagi sebentar',
  words: 'Terlalu banyak kartu sedang diperiksa.',
};

function answerOf({ valid, protectedUntil, city }: CardVerification): Answer {
  if (!valid) return UNKNOWN;
  const until = protectedUntil
    ? `Perlindungan tercatat sampai ${writtenMonth(protectedUntil, 'id')}.`
    : 'Belum ada bulan perlindungan yang tercatat.';
  return { tone: '#14603a', head: 'Kartu berlaku', words: `${city}. ${until}` };
}

/** Neither script nor picture nor anybody else's address: it opens on any telephone, and tells nobody. */
function page(res: ServerResponse, status: number, { tone, head, words }: Answer): true {
  const body = `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${head}</title>
<body style="font:1.1rem/1.5 system-ui,sans-serif;margin:15vh auto;max-width:24rem;padding:0 1rem;text-align:center">
<h1 style="color:${tone}">${head}</h1><p>${words}</p>
<p style="color:#5b6670;font-size:.9rem">Kepesertaan dibuktikan oleh BPJS Ketenagakerjaan.</p></body></html>`;
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  res.end(body);
  return true;
}
