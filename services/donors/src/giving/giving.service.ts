import type { ChildBatch, Share } from '@lindungi/subgraph';
import type { City } from '@lindungi/tenancy';
import { type AgencyRow, agenciesOf } from '../agency/agency.service';
import type { DonorsContext, Own } from '../context';
import { givingPerAgency } from './giving.loaders';
import { inSteps, SMALLEST_SHOWN, shownGiving } from './giving.rules';
import type { Participation } from './participation.entity';
import { seesCountsOf } from './sees-counts';

/** How many give in each of these agencies, as far as the caller may know: a head of the own one alone. */
export const givingOfAgencies: ChildBatch<AgencyRow, Share | null, Own> = async (agencies, ctx) => {
  const sees = await seesCountsOf(ctx);
  if (!agencies.some(({ code }) => sees(code))) return agencies.map(() => null);
  const groups = new Map((await givingPerAgency(ctx)).map((group) => [group.agency, group]));
  const all = agenciesOf(ctx.city).map(({ code }) => ({
    code,
    ...(groups.get(code) ?? { giving: 0, donors: 0 }),
  }));
  const shown = shownGiving(all);
  const shares = new Map(all.map(({ code, donors }, at) => [code, shareOf(shown[at] ?? null, donors)]));
  return agencies.map(({ code }) => (sees(code) ? (shares.get(code) ?? null) : null));
};

const shareOf = (numerator: number | null, denominator: number): Share | null =>
  numerator === null ? null : { numerator, denominator, source: null, asOf: null };

/**
 * How many give in the city, as this month began and in steps of five; null where fewer than five do. The number is
 * public: if it moved at once and by one, it would tell of whoever gives in a small city.
 */
export async function givingInCity(ctx: DonorsContext): Promise<number | null> {
  const giving = (await givingPerAgency(ctx)).reduce((total, group) => total + group.giving, 0);
  return giving < SMALLEST_SHOWN ? null : inSteps(giving);
}

/** The city's participation, in numbers anybody may check: each numerator with its denominator and where that is from. */
export async function participationOf(ctx: DonorsContext): Promise<Participation> {
  const groups = await givingPerAgency(ctx);
  const roster = groups.reduce((total, { donors }) => total + donors, 0);
  const shown = (of: 'giving' | 'pns') => inSteps(groups.reduce((total, group) => total + group[of], 0));
  const giving = new Set(groups.filter((group) => group.giving > 0).map(({ agency }) => agency));
  const { agencies } = ctx.city;
  return {
    asOf: `${ctx.thisMonth}-01`,
    donorsOfPns: ofFile(ctx.city, 'PNS', shown('pns')),
    donorsOfAsn: ofFile(ctx.city, 'ASN', shown('giving')),
    donorsOfRoster: { numerator: shown('giving'), denominator: roster, source: null, asOf: null },
    agenciesWithoutDonor: {
      numerator: agencies.filter(({ code }) => !giving.has(code)).length,
      denominator: agencies.length,
      source: null,
      asOf: null,
    },
  };
}

/** A share of a number in the city's file; null when the file has none. */
function ofFile(city: City, what: 'ASN' | 'PNS', numerator: number): Share | null {
  const figure = [city.civilServants, ...city.alsoCivilServants].find((it) => it.what === what);
  return figure ? { numerator, denominator: figure.count, source: figure.source, asOf: figure.asOf } : null;
}
