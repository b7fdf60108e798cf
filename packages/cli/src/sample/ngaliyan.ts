import { inventedBirth, inventedKpj, inventedName, inventedNik, inventedNip } from './invented';

/** Kecamatan Ngaliyan, Kota Semarang: the 60 cards of the movement's first event. */
export const NGALIYAN = '33.74.15';

/** Donors with one, two and three workers; together sixty workers. */
const WORKERS_OF_DONORS: readonly number[] = [...Array(40).fill(1), ...Array(7).fill(2), ...Array(2).fill(3)];

const OCCUPATIONS = [
  'USAHA_MIKRO',
  'OJEK_PANGKALAN',
  'PEDAGANG',
  'TUKANG_BECAK',
  'MARBOT',
  'SERABUTAN',
] as const;

export interface SampleDonor {
  nip: string;
  name: string;
  post: 'JPT_PRATAMA' | 'ADMINISTRATOR' | 'OTHERS';
  /** Numbers of the workers this donor protects, into `ngaliyanWorkers`. */
  workers: number[];
}

/** Places among the donors of the sample people who can sign in: of a head and a treasurer the post says what they are. */
const PLACES = { sari: 0, bendahara: 46, kepala: 48 } as const;

/**
 * The forty-nine invented donors of Ngaliyan.
 *
 * @param known  the sample people who can sign in, among them
 */
export function ngaliyanDonors(
  known: Readonly<Record<keyof typeof PLACES, { nip: string; name: string }>>,
): SampleDonor[] {
  const at = new Map<number, { nip: string; name: string }>(
    Object.entries(PLACES).map(([word, place]) => [place, known[word as keyof typeof PLACES]]),
  );
  let next = 0;
  return WORKERS_OF_DONORS.map((count, place) => ({
    nip: at.get(place)?.nip ?? inventedNip(10_000 + place),
    name: at.get(place)?.name ?? inventedName(place),
    post: place === 47 ? 'ADMINISTRATOR' : place === 48 ? 'JPT_PRATAMA' : 'OTHERS',
    workers: Array.from({ length: count }, () => next++),
  }));
}

/**
 * The sixty invented workers, spread over the kelurahan of the kecamatan, as a district officer would import them.
 *
 * @param kelurahan  codes of the kecamatan's kelurahan
 * @param on         the day their consent was given, 'YYYY-MM-DD'
 */
export function ngaliyanWorkers(kelurahan: readonly string[], on: string): Record<string, unknown>[] {
  const count = WORKERS_OF_DONORS.reduce((total, it) => total + it, 0);
  return Array.from({ length: count }, (_, at) => ({
    name: inventedName(100 + at),
    nik: inventedNik(at),
    birthDate: inventedBirth(at),
    occupation: OCCUPATIONS[at % OCCUPATIONS.length],
    kelurahan: kelurahan[at % kelurahan.length],
    relation: 'CITY_LIST',
    consent: { channel: 'PAPER', declaredBy: 'WORKER', textVersion: 'contoh-1', on },
    sample: true,
  }));
}

/** The KPJ on the `at`-th card. */
export const ngaliyanKpj = (at: number): string => inventedKpj(1 + at);
