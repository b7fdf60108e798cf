import { Live, type Told } from '@lindungi/events';
import { type City, type Pass, passKey, signPass } from '@lindungi/tenancy';
import { contextOf } from './context';
import { federate } from './federate';
import type { Streamed } from './index';
import { market } from './market.fixture';
import { serve } from './serve';

/** The market's rows, of two cities. */
const stalls = [
  { cityId: '3374', id: 's1', name: 'Bu Tini', rent: 9_000_000_000, keeper: 'p1' },
  { cityId: '3374', id: 's2', name: 'Pak Joko', rent: 12_000, keeper: 'p2' },
  { cityId: '3374', id: 's3', name: 'Mbah Karto', rent: 8_400, keeper: 'p1' },
  { cityId: '6271', id: 's9', name: 'Ibu Mina', rent: 1, keeper: 'p9' },
];
const wares = [
  { stallId: 's1', name: 'tempe' },
  { stallId: 's1', name: 'tahu' },
  { stallId: 's3', name: 'jamu' },
];

export const semarang = { code: '3374', name: 'Kota Semarang', timeZone: 'Asia/Jakarta' } as City;
export const palangkaraya = { code: '6271', name: 'Palangka Raya', timeZone: 'Asia/Jakarta' } as City;
export const key = passKey(Buffer.alloc(32, 7).toString('base64url'));

/** What the stalls change: `told` is what a subscription yields after its snapshot; `ended` counts who left. */
export class Street extends Live {
  ended = 0;
  changes: (object | Error)[] = [];

  override stream<T>({
    snapshot,
  }: {
    snapshot: () => Promise<T>;
    change: (told: Told) => Promise<T | undefined>;
  }) {
    const street = this;
    const rest = [...this.changes];
    let first = true;
    const it = {
      async next() {
        if (first) {
          first = false;
          return { done: false, value: { value: await snapshot(), cursor: 'c0', gap: true } };
        }
        const change = rest.shift();
        if (change instanceof Error) throw change;
        if (change) return { done: false, value: { value: change as T, cursor: 'c1', gap: false } };
        return new Promise(() => {});
      },
      async return() {
        street.ended++;
        return { done: true, value: undefined };
      },
      async throw(error: unknown) {
        throw error;
      },
      [Symbol.asyncIterator]: () => it,
      async [Symbol.asyncDispose]() {},
    };
    return it as unknown as AsyncGenerator<Streamed<T>, undefined, undefined>;
  }
}

/** The market open for business on a port of its own; `reads` is every question its database was asked. */
export async function openMarket() {
  const reads: { city: string; text: string; values: unknown[] }[] = [];
  const reported: Record<string, unknown>[] = [];
  const live = new Street({ outbox: undefined as never, cursorKey: key });
  const db = {
    async read<Row>(city: City, text: string, values: readonly unknown[] = []): Promise<Row[]> {
      reads.push({ city: city.code, text, values: [...values] });
      const rows = text === 'wares' ? wares.map((it) => ({ ...it })) : stallsIn(city, values);
      return rows as Row[];
    },
    inCity: () => Promise.reject(new Error('no transactions here')),
  };
  const clock = { today: () => '2026-11-22' as const, thisMonth: () => '2026-11' as const };
  const served = await serve(
    {
      name: 'market',
      schema: await federate(market),
      passKey: key,
      cities: new Map([semarang, palangkaraya].map((city) => [city.code, city])),
      contextOf: (principal) => contextOf({ db, live, clock, own: {} }, principal),
      handlers: [
        (req, res, url) => {
          if (url.pathname !== '/webhooks/bell') return false;
          res.end(`rung by ${req.method}`);
          return true;
        },
      ],
      healthy: async () => true,
      deadline: 400,
      report: (line) => reported.push(line),
    },
    0,
    '127.0.0.1',
  );
  return { ...served, url: `http://127.0.0.1:${served.port}`, reads, reported, live };
}

function stallsIn(city: City, ids: readonly unknown[]): object[] {
  // Postgres answers in its own order; here the opposite of the one asked.
  return stalls
    .filter((it) => it.cityId === city.code && ids.includes(it.id))
    .map(({ keeper, ...it }) => ({ ...it, keeper: { id: keeper }, openedAt: '2026-11-01T00:00:00.000Z' }))
    .reverse();
}

/** A visitor's pass for Semarang, in English, unless `more` says otherwise. */
export function pass(more: Partial<Pass> = {}, body: string | Buffer = ''): string {
  const exp = Math.floor(Date.now() / 1000) + 20;
  const visitor: Pass = {
    kind: 'CALL',
    city: '3374',
    subject: null,
    roles: [],
    area: null,
    language: 'en',
    exp,
  };
  return signPass(key, { ...visitor, ...more }, body);
}

/** One signed call to a market. */
export async function call(
  { url }: { url: string },
  query: string,
  { variables, ...who }: Partial<Pass> & { variables?: object } = {},
): Promise<{ status: number; body: { data?: Record<string, never>; errors?: Wrong[] } }> {
  const body = JSON.stringify({ query, variables });
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    body,
    headers: { 'x-lindungi-pass': pass(who, body) },
  });
  return {
    status: reply.status,
    body: (await reply.json()) as { data?: Record<string, never>; errors?: Wrong[] },
  };
}

interface Wrong {
  message: string;
  path?: string[];
  extensions: { code: string; id?: string };
}
