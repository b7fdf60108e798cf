import type { Live } from '@lindungi/events';
import type { LocalDate, Month } from '@lindungi/jamsostek';
import { type City, type CityDatabase, type InCity, type Pass, PassRefused } from '@lindungi/tenancy';
import DataLoader from 'dataloader';
import type { Clock } from './clock';

/** Who asks, as the gateway's signed pass says it; `subject` is null for a visitor nobody has named. */
export interface Principal extends Omit<Pass, 'city'> {
  city: City;
}

/**
 * What one operation may touch: one city, one caller, one day.
 *
 * `Own` is what a single service gives its resolvers besides, its keys for instance: `startSubgraph({ own })`.
 */
export interface Context<Own = unknown> {
  readonly principal: Principal;
  readonly city: City;
  readonly language: 'id' | 'en';
  /** Today in the city's zone; in a subscription it moves on at midnight. */
  readonly today: LocalDate;
  readonly thisMonth: Month;
  readonly own: Own;
  /** One scoped statement in one round trip; rows as the SQL names them. */
  readonly read: <Row>(text: string, values: unknown[]) => Promise<Row[]>;
  /** One use case in one transaction. */
  readonly inCity: <T>(work: (tx: InCity) => Promise<T>) => Promise<T>;
  readonly live: Live;
  /**
   * The operation's one loader of this name, made when first asked for.
   *
   * @throws Error in a subscription, where it would answer from an old cache
   */
  readonly load: <K, V>(name: string, batch: (keys: readonly K[]) => Promise<V[]>) => DataLoader<K, V>;
}

/** The parts of a service an operation works with. */
export interface Workbench {
  readonly db: Pick<CityDatabase, 'read' | 'inCity'>;
  readonly live: Live;
  readonly clock: Clock;
  readonly own: unknown;
}

/**
 * Who the pass names, with their city.
 *
 * @throws PassRefused for a city that takes no part here
 */
export function principalOf(pass: Pass, cities: ReadonlyMap<string, City>): Principal {
  const city = cities.get(pass.city);
  if (!city) throw new PassRefused();
  return { ...pass, city };
}

/** The context of one operation. It is made of closures, so that resolvers may take it apart. */
export function contextOf({ db, live, clock, own }: Workbench, principal: Principal): Context {
  const { city, language } = principal;
  const loaders = new Map<string, DataLoader<unknown, unknown>>();

  return {
    principal,
    city,
    language,
    own,
    live,
    get today() {
      return clock.today(city);
    },
    get thisMonth() {
      return clock.thisMonth(city);
    },
    read: (text, values) => db.read(city, text, values),
    inCity: (work) => db.inCity(city, work),
    load<K, V>(name: string, batch: (keys: readonly K[]) => Promise<V[]>): DataLoader<K, V> {
      if (principal.kind === 'STREAM')
        throw new Error(`ctx.load('${name}') in a subscription: read afresh instead.`);
      const known = loaders.get(name) as DataLoader<K, V> | undefined;
      if (known) return known;
      const loader = new DataLoader(batch);
      loaders.set(name, loader as DataLoader<unknown, unknown>);
      return loader;
    },
  };
}
