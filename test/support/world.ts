import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BUSY_GATEWAY,
  dropDatabase,
  type House,
  type HouseSettings,
  invariantsOf,
  type SampleBank,
  SampleProvider,
  SERVICES,
  startHouse,
} from '@lindungi/cli';
import { type City, cities } from '@lindungi/tenancy';
import { CityWorld } from './city-world';

/** One secret for all worlds: roles belong to the server, so their passwords must agree between worlds. */
const SECRET = 'a secret of the tests and of nothing else';

export interface World extends AsyncDisposable {
  house: House;
  /** The day it is in every room, 'YYYY-MM-DD'. */
  today: string;
  city(slug: string): CityWorld;
  provider: SampleProvider;
  /** A bank and four providers: they sign, come late, twice and out of order, and can be asked again. */
  bank: SampleBank;
  /** Every invariant that does not hold of what is stored now, over all services. */
  broken(): Promise<string[]>;
  /**
   * The same system, stopped, and started again on another day, if need be with other environment. Of the two only the
   * later one is disposed of.
   */
  goesOnAt(today: string, environment?: HouseSettings['environment']): Promise<World>;
}

/**
 * The whole system, started for one test file: every service and the gateway as processes of their own, on a
 * fresh database of the real Postgres. A test goes in by the front door, as people do.
 *
 * @param today        'YYYY-MM-DD'
 * @param environment  more for one process, over what the house gives it
 */
export async function world({
  today,
  environment,
}: Pick<HouseSettings, 'environment'> & { today: string }): Promise<World> {
  const databaseUrl = process.env.LINDUNGI_TEST_DATABASE_URL;
  if (!databaseUrl) throw new Error('LINDUNGI_TEST_DATABASE_URL is missing: run the tests by npm test.');
  const databaseName = `world_${randomBytes(5).toString('hex')}`;
  const home = mkdtempSync(join(tmpdir(), 'lindungi-world-'));
  return worldOn({ home, databaseUrl, databaseName, environment }, today);
}

/** What a day of the world stands on. */
interface Ground extends Pick<HouseSettings, 'environment'> {
  home: string;
  databaseUrl: string;
  databaseName: string;
}

async function worldOn(ground: Ground, today: string): Promise<World> {
  const { home, databaseUrl, databaseName } = ground;
  const environment = {
    ...ground.environment,
    gateway: { ...BUSY_GATEWAY, ...ground.environment?.gateway },
  };
  const house = await startHouse({ ...ground, environment, secret: SECRET, port: 0, today });
  const provider = new SampleProvider(house.urls.gateway, (code) => paymentSecret(house, code));
  return {
    house,
    today,
    provider,
    bank: house.bank!,
    city: (slug) => new CityWorld(cityOf(slug), house, provider, today),
    broken: () => brokenIn(house),
    goesOnAt: async (later, environment = ground.environment) => {
      await house.stop();
      return worldOn({ ...ground, environment }, later);
    },
    async [Symbol.asyncDispose]() {
      await house.stop();
      await dropDatabase(databaseUrl, databaseName);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function brokenIn(house: House): Promise<string[]> {
  const found = await Promise.all(SERVICES.map((name) => invariantsOf(name, house.adminUrls[name])));
  if (found.some((it) => it.asked === 0)) throw new Error('A service has no invariants.');
  return found.flatMap((it) => it.broken.map(({ sentence, rows }) => `${sentence} (${rows})`));
}

function cityOf(slug: string): City {
  const city = [...cities().values()].find((it) => it.slug === slug);
  if (!city) throw new Error(`There is no city ${slug}.`);
  return city;
}

export const paymentSecret = (house: House, cityCode: string): string =>
  house.env.billing[cities().get(cityCode)?.payment.secret ?? ''] ?? '';
