import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUSY_GATEWAY, type House, invariantsOf, SampleProvider, SERVICES, startHouse } from '@lindungi/cli';
import { cities } from '@lindungi/tenancy';
import { CityWorld } from '../../support/city-world';
import type { Till } from './script';

const TODAY = '2026-11-22';
const SECRET = 'a secret of the faults and of nothing else';
const THIRD = '9971';
const THIRD_SECRET = 'the provider knows the third city by this';

/** A house with a Postgres of its own, which can be killed like everything else in it. */
export interface MoneyHouse extends AsyncDisposable {
  house: House;
  home: string;
  cities: CityWorld[];
  /** Invoices in every city that has people, so many each; the third city has none. */
  tills(invoices: number): Promise<Till[]>;
  /** Every invariant that does not hold, over all services. */
  broken(): Promise<string[]>;
}

export async function moneyHouse(): Promise<MoneyHouse> {
  const home = mkdtempSync(join(tmpdir(), 'lindungi-money-'));
  chmodSync(home, 0o711); // the server's account passes through
  const third = {
    NODE_OPTIONS: `--require ${join(__dirname, 'third-city.cjs')}`,
    PAYMENT_SECRET_9971: THIRD_SECRET,
  };
  const everywhere = Object.fromEntries(['gateway', ...SERVICES].map((name) => [name, third]));
  const house = await startHouse({
    home,
    port: 0,
    postgresPort: 0,
    today: TODAY,
    secret: SECRET,
    environment: { ...everywhere, gateway: { ...third, ...BUSY_GATEWAY } },
  });
  const secretOf = (code: string) => house.env.billing[cities().get(code)?.payment.secret ?? ''] ?? '';
  const provider = new SampleProvider(house.urls.gateway, secretOf);
  const worlds = [...cities().values()].map((city) => new CityWorld(city, house, provider, TODAY));
  return {
    house,
    home,
    cities: worlds,
    async tills(invoices) {
      const orders = await Promise.all(worlds.map((it) => ordersOf(it, invoices)));
      const codes = [...worlds.map(({ city }) => city.code), THIRD];
      const secrets = [...worlds.map(({ city }) => secretOf(city.code)), THIRD_SECRET];
      return codes.map((cityCode, at) => ({
        cityCode,
        secret: secrets[at]!,
        wrongSecret: secrets[(at + 1) % secrets.length]!,
        orders: orders[at] ?? [],
      }));
    },
    broken: () => brokenIn(house),
    async [Symbol.asyncDispose]() {
      await house.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function ordersOf(city: CityWorld, invoices: number): Promise<string[]> {
  const donor = await city.donor('Bu Sari');
  const orders: string[] = [];
  for (let number = 1; number <= invoices; number++) {
    const worker = await city.worker('Pak Uji');
    const pledge = await donor.offers({ worker, firstMonth: '2026-12', months: 12 });
    orders.push((await donor.invoiceFor(pledge)).number);
  }
  return orders;
}

async function brokenIn(house: House): Promise<string[]> {
  const found = await Promise.all(SERVICES.map((name) => invariantsOf(name, house.adminUrls[name])));
  if (found.some((it) => it.asked === 0)) throw new Error('A service has no invariants.');
  return found.flatMap((it) => it.broken.map(({ sentence, rows }) => `${sentence} (${rows})`));
}
