/** Files that services hand out and take in; the address itself is signed, and says for whom and until when. */
const FILE = /^\/files\/([a-z]+)\/([\w.-]{40,600})$/;
/** What a card's QR opens: a page for anybody, in the city whose code it names. */
const CARD = /^\/kartu\/\d{4}\/[\w-]{16,24}$/;

/** Which service keeps which files, by the first word behind `/files/`. */
export const FILE_ROOMS = {
  roster: 'donors',
  dutk: 'beneficiaries',
  workers: 'beneficiaries',
  documents: 'benefits',
  payroll: 'billing',
  remittance: 'billing',
} as const;

/** Who is behind the addresses that are not the graph's: base URLs of services. */
export interface Keepers {
  /** By the first word behind `/files/`. */
  files: ReadonlyMap<string, string>;
  /** Of the pages that workers' cards lead to. */
  cards?: string | undefined;
}

/**
 * Where such an address is answered; undefined when it is nobody's.
 *
 * @param city  the code of the city at whose own host it is asked for: files of another city are not there
 */
export function keeperOf(
  path: string,
  method: string | undefined,
  { files, cards }: Keepers,
  city?: string,
): string | undefined {
  const [, room, signed] = FILE.exec(path) ?? [];
  if (room === undefined) return method === 'GET' && CARD.test(path) && cards ? cards + path : undefined;
  const keeper = files.get(room);
  return keeper && (city === undefined || cityOf(signed ?? '') === city) ? keeper + path : undefined;
}

/** The city that an address of a file or a card names; whether there is such a city is not looked at. */
export function cityIn(path: string): string | undefined {
  const [, room, named = ''] = path.split('/');
  const city = room === 'files' ? cityOf(path.split('/')[3] ?? '') : named;
  return typeof city === 'string' ? city : undefined;
}

/** The city that an address says it is of, its first fact; whether that is true, who keeps the file finds out. */
function cityOf(signed: string): unknown {
  try {
    return JSON.parse(Buffer.from(signed.split('.')[0] ?? '', 'base64url').toString())[0];
  } catch {
    return undefined;
  }
}
