import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Who stands between visitors and this process; undefined when nobody has said, so that no address can be believed. */
export type Proxies = BlockList | undefined;

/** Tells from which address somebody asks; undefined when that cannot be known. */
export type AddressReader = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string | undefined;

/** Proxies that a request may have passed one after another. */
const MOST_HOPS = 10;

/**
 * Reads proxies as the environment names them: addresses and networks, `10.0.0.0/8, ::1`; `none` when visitors reach
 * this process themselves; nothing when it is not known.
 *
 * @param wrong  what is wrong is added here, in words that follow the setting's name
 */
export function proxiesIn(text: string, wrong: (what: string) => void): Proxies {
  const named = text
    .split(',')
    .map((it) => it.trim())
    .filter(Boolean);
  if (named.length === 0) return undefined;
  const proxies = new BlockList();
  if (named.length === 1 && named[0] === 'none') return proxies;
  for (const it of named) {
    const [address = '', bits, ...more] = it.split('/');
    const kind = isIP(address);
    const most = kind === 6 ? 128 : 32;
    const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (kind === 0 || length < 0 || length > most || more.length > 0)
      wrong(`should be 'none', or addresses and networks of proxies like 10.0.0.0/8, and not ${it}`);
    else proxies.addSubnet(address, length, kind === 6 ? 'ipv6' : 'ipv4');
  }
  return proxies;
}

/**
 * Reads from which address somebody asks. The socket's own is true; what `x-forwarded-for` says is believed only as
 * far as named proxies have written it, from the end: before that stands whatever the visitor liked to say. An IPv6
 * address is known by its network of 64 bits, since all of that is one subscriber's.
 */
export function addressReader(proxies: Proxies): AddressReader {
  if (!proxies) return () => undefined;
  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress);
    const said = headers['x-forwarded-for'];
    if (!address || said === undefined || !among(proxies, address)) return networkOf(address);
    let rest = String(said);
    for (let hop = 0; hop < MOST_HOPS && rest !== ''; hop++) {
      const comma = rest.lastIndexOf(',');
      const before = plain(rest.slice(comma + 1).trim());
      rest = rest.slice(0, Math.max(0, comma));
      if (!before) return UNREADABLE;
      address = before;
      if (!among(proxies, address)) break;
    }
    return networkOf(address);
  };
}

/** All who come so share one share. */
const UNREADABLE = 'unreadable';

const among = (proxies: BlockList, address: string): boolean =>
  proxies.check(address, address.includes(':') ? 'ipv6' : 'ipv4');

/** `::ffff:1.2.3.4` is how a socket of both kinds calls 1.2.3.4. */
function plain(address: string | undefined): string | undefined {
  if (!address) return undefined;
  const inner = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return isIP(inner) ? inner : undefined;
}

function networkOf(address: string | undefined): string | undefined {
  if (!address?.includes(':')) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const zeros = address.includes('::') ? 8 - first.length - last.length : 0;
  const all = [...first, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...last];
  return all
    .slice(0, 4)
    .map((it) => it.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
