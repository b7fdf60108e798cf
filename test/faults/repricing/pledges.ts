import { donorBy, inventedBirth, inventedNik, inventedNip, mutate } from '@lindungi/cli';
import { stored } from '../../support/books';
import type { CityWorld } from '../../support/city-world';
import type { World } from '../../support/world';

/** A pledge of three months from December 2026, and all the money that its donor was made to pay. */
export interface Paid {
  pledgeId: string;
  /** The number it was first asked for by; money comes by it for ever. */
  number: string;
  came: number;
}

/** Donors with one worker each, so that what is left over of one pays nothing of another; invoiced, and nothing paid. */
export async function pledgesIn(lindungi: World, city: CityWorld, many: number): Promise<Paid[]> {
  const admin = await city.as('admin');
  const agency = city.city.agencies[0]?.code;
  const kelurahan = city.city.kecamatan[0]?.kelurahan[0]?.code;
  const numbers = Array.from({ length: many }, (_, at) => 600 + at);
  const roster = numbers.map((it) => ({
    nip: inventedNip(it),
    name: `Donatur ${lettersOf(it)}`,
    post: 'OTHERS',
    agency,
  }));
  await mutate(admin, 'importRoster', { rows: roster, sample: true, idempotencyKey: 'roster' }, 'imported');
  const rows = numbers.map((it) => ({
    ...{
      name: `Pekerja ${lettersOf(it)}`,
      nik: inventedNik(it),
      birthDate: inventedBirth(it),
      occupation: 'PEDAGANG',
    },
    ...{ kelurahan, relation: 'CITY_LIST', sample: true },
    consent: { channel: 'PAPER', declaredBy: 'WORKER', textVersion: 'uji-1', on: city.today },
  }));
  type Registered = { workers: { id: string }[]; refused: object[] };
  const input = { rows, idempotencyKey: 'workers' };
  const { workers, refused } = await mutate<Registered>(
    admin,
    'importWorkers',
    input,
    'workers { id } refused { row code }',
  );
  if (workers.length < many) throw new Error(JSON.stringify(refused));
  const ids = new Set<string>();
  const waiting = [...workers.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, { id: workerId }] = next;
      const token = await lindungi.house.token(donorBy(city.word, inventedNip(numbers[at]!)));
      const offer = { workerId, firstMonth: '2026-12', months: 3, idempotencyKey: `pledge-${at}` };
      const donor = { url: lindungi.house.urls.gateway, token };
      type Offered = { pledge: { id: string } };
      ids.add((await mutate<Offered>(donor, 'offerPledge', offer, 'pledge { id }')).pledge.id);
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  for (;;) {
    const asked = await stored<{ pledgeId: string; number: string }>(
      lindungi.house,
      'select pledge_id as "pledgeId", number from billing.invoice order by number',
    );
    const ours = asked.filter(({ pledgeId }) => ids.has(pledgeId));
    if (ours.length === many) return ours.map((it) => ({ ...it, came: 0 }));
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

/** A name has no digits. */
const lettersOf = (number: number): string =>
  [...String(number)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('');
