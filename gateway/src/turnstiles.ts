import { BUDGETS, type BudgetName, type City } from '@lindungi/tenancy';
import type { Budgets } from './budgets';
import type { Caller } from './caller';
import { Crowd } from './crowd';
import type { Metrics } from './metrics';
import { Share } from './share';
import type { AddressReader } from './visitor-address';

/** Where it is counted how many come, before anything is done for them. Each throws TooMany. */
export interface Turnstiles<C> {
  /** From where somebody asks, where that can be known. */
  addressOf: AddressReader;
  /** Somebody asks for one operation; `enter` what is given back before it begins. */
  operation(caller: C, address: string | undefined): Share;
  /** A socket opens at a host. */
  socket(host: string | undefined): Share;
  /** @param city  the code that the address names */
  webhook(city: string | undefined): Share;
  /** @param city  the code that the address names */
  file(city: string | undefined): Share;
}

export interface TurnstileSettings {
  cities: ReadonlyMap<string, City>;
  budgets: Budgets;
  addressOf: AddressReader;
  /** Whose own host it is. */
  cityAt: (host: string | undefined) => City | undefined;
  metrics: Pick<Metrics, 'turnedAway'>;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
}

/** The budgets of one city. */
interface CityShares {
  known: Crowd;
  public: Crowd;
  sockets: Share;
  /** Tokens that are verified: shown at the city's own host, and at hosts of no city. */
  tokens: Share;
  tokensElsewhere: Share;
  webhooks: Share;
  files: Share;
}

/**
 * Counts what comes in by city, so that no city's crowd takes what another's people need. What names no city of ours
 * is counted together, as if it were one more.
 */
export class CityTurnstiles implements Turnstiles<Caller> {
  readonly addressOf: AddressReader;
  readonly #cities: ReadonlyMap<string, CityShares>;
  readonly #nobody: CityShares;
  readonly #cityAt: TurnstileSettings['cityAt'];
  readonly #now: () => number;

  constructor({ cities, budgets, addressOf, cityAt, metrics, now }: TurnstileSettings) {
    this.#now = now;
    this.addressOf = addressOf;
    this.#cityAt = cityAt;
    const shares = (code: string, own: City['limits']) =>
      sharesOf({ ...budgets, ...defined(own) }, (budget) => metrics.turnedAway(code, budget), this.#now());
    this.#cities = new Map([...cities.values()].map(({ code, limits }) => [code, shares(code, limits)]));
    this.#nobody = shares('none', {});
  }

  operation({ city, subject }: Caller, address: string | undefined): Share {
    const shares = this.#of(city.code);
    if (subject === null) return shares.public.ask(address, this.#now());
    return shares.known.ask(subject, this.#now());
  }

  socket(host: string | undefined): Share {
    return this.#of(this.#cityAt(host)?.code).sockets.ask(this.#now());
  }

  /**
   * A token's signature is about to be verified. That costs the city whose host it is shown at; at a host of no city
   * it costs the city that it says it is of, and there alone.
   *
   * @throws TooMany
   */
  token(host: City | undefined, issuer: City): void {
    const share = host ? this.#of(host.code).tokens : this.#of(issuer.code).tokensElsewhere;
    share.ask(this.#now());
  }

  webhook(city: string | undefined): Share {
    return this.#of(city).webhooks.ask(this.#now());
  }

  file(city: string | undefined): Share {
    return this.#of(city).files.ask(this.#now());
  }

  #of(code: string | undefined): CityShares {
    return (code !== undefined && this.#cities.get(code)) || this.#nobody;
  }
}

function sharesOf(
  budgets: Budgets,
  tallyOf: (budget: BudgetName) => { add(): void },
  now: number,
): CityShares {
  const share = (name: BudgetName) => new Share(budgets[name], tallyOf(name), now);
  const crowd = (whole: BudgetName, each: BudgetName) =>
    new Crowd(share(whole), budgets[each], tallyOf(each), now);
  return {
    known: crowd('known', 'person'),
    public: crowd('public', 'address'),
    sockets: share('sockets'),
    tokens: share('tokens'),
    tokensElsewhere: share('tokens'),
    webhooks: share('webhooks'),
    files: share('files'),
  };
}

/** What a city's file says nothing of stays as it is. */
function defined(own: City['limits']): Partial<Budgets> {
  const said = BUDGETS.flatMap((name) => (own?.[name] ? [[name, own[name]] as const] : []));
  return Object.fromEntries(said);
}
