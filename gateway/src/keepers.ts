/** Files that services hand out and take in; the address itself is signed, and says for whom and until when. */
const FILE = /^\/files\/([a-z]+)\/[\w.-]{40,600}$/;
/** What a card's QR opens: a page for anybody, in the city whose code it names. */
const CARD = /^\/kartu\/\d{4}\/[\w-]{16,24}$/;

/** Who is behind the addresses that are not the graph's: base URLs of services. */
export interface Keepers {
  /** By the first word behind `/files/`. */
  files: ReadonlyMap<string, string>;
  /** Of the pages that workers' cards lead to. */
  cards?: string | undefined;
}

/** Where such an address is answered; undefined when it is nobody's. */
export function keeperOf(
  path: string,
  method: string | undefined,
  { files, cards }: Keepers,
): string | undefined {
  const [, room] = FILE.exec(path) ?? [];
  const keeper = room === undefined ? method === 'GET' && CARD.test(path) && cards : files.get(room);
  return keeper ? keeper + path : undefined;
}
