import type { ChildBatch, Share } from '@lindungi/subgraph';
import type { City } from '@lindungi/tenancy';
import { type AgencyRow, agenciesOf } from '../agency/agency.service';
import type { DonorsContext, Own } from '../context';
import { givingPerAgency } from './giving.loaders';
import { shownGiving } from './giving.rules';
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

/** The city's participation, in numbers anybody may check: each numerator with its denominator and where that is from. */
export async function participationOf(ctx: DonorsContext): Promise<Participation> {
  const groups = await givingPerAgency(ctx);
  const sum = (of: 'giving' | 'donors' | 'pns') => groups.reduce((total, group) => total + group[of], 0);
  const giving = new Set(groups.filter((group) => group.giving > 0).map(({ agency }) => agency));
  const { agencies } = ctx.city;
  return {
    asOf: `${ctx.thisMonth}-01`,
    donorsOfPns: ofFile(ctx.city, 'PNS', sum('pns')),
    donorsOfAsn: ofFile(ctx.city, 'ASN', sum('giving')),
    donorsOfRoster: { numerator: sum('giving'), denominator: sum('donors'), source: null, asOf: null },
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
