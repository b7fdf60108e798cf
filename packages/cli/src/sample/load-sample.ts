import { cityByCode } from '@lindungi/tenancy';
import type { House } from '../house/house';
import { type SamplePerson, samplePerson } from '../people';
import type { Progress } from '../say/progress';
import { SampleBranch } from './branch';
import { loadNgaliyan } from './load-ngaliyan';
import { loadPayout } from './payout';
import { loadPayroll } from './payroll';
import { SampleProvider } from './provider';
import { loadRoster } from './roster';
import type { Visitor } from './visitor';

/** What a part of the sample needs: the graph's front door, and people who may go through it. */
export interface SampleDoor {
  /** The day it is in the house, 'YYYY-MM-DD'. */
  today: string;
  /** A sample person at the graph, e.g. `semarang:admin`. */
  as(person: string): Promise<Visitor>;
  /** Any donor of the sample at the graph, by NIP. */
  donor(cityWord: string, nip: string): Promise<Visitor>;
  provider: SampleProvider;
  branchOf(cityWord: string, kecamatan: string): Promise<SampleBranch>;
}

/**
 * Loads the sample figures of both cities the way people would: by mutations, imports and a payment provider's
 * calls, through the gateway. Every row is marked as sample; loading again changes nothing.
 *
 * @throws Error when something that should be accepted is not
 */
export async function loadSample(door: SampleDoor, progress: Progress): Promise<void> {
  await progress.step('Contoh: 60 kartu di Ngaliyan, Kota Semarang', (tell) => loadNgaliyan(door, tell));
  await progress.step('Contoh: santunan Rp206.060.400 di Kota Semarang', () => loadPayout(door));
  await progress.step('Contoh: daftar 4.000 ASN Kota Palangka Raya', (tell) => loadRoster(door, tell));
  await progress.step('Contoh: potongan gaji satu OPD di Kota Palangka Raya', () => loadPayroll(door));
}

/** Opens the sample's door to a running house. */
export function sampleDoor(house: House, today: string): SampleDoor {
  const url = house.urls.gateway;
  const as = async (person: string): Promise<Visitor> => ({ url, token: await house.token(person) });
  return {
    today,
    as,
    donor: async (cityWord, nip) => ({ url, token: await house.token(donorBy(cityWord, nip)) }),
    provider: new SampleProvider(url, (code) => secretOf(house, code)),
    branchOf: async (cityWord, kecamatan) =>
      new SampleBranch(
        await as(`${cityWord}:bpjs`),
        branchCode(kecamatan),
        await as(`${cityWord}:bendahara`),
      ),
  };
}

/** Whoever has this NIP, as the city's issuer would know them: by NIP and by what they may do. */
export function donorBy(cityWord: string, nip: string): SamplePerson {
  const { city } = samplePerson(`${cityWord}:sari`);
  return { city, word: `donor-${nip.slice(-4)}`, name: nip, roles: ['DONOR'], nip };
}

function secretOf(house: House, cityCode: string): string {
  const secret = house.env.billing[cityByCode(cityCode)?.payment.secret ?? ''];
  if (secret === undefined) throw new Error(`There is no payment secret for the city ${cityCode}.`);
  return secret;
}

function branchCode(kecamatan: string): string {
  const city = cityByCode(kecamatan.slice(0, 5).replace('.', ''));
  const found = city?.kecamatan.find((it) => it.code === kecamatan);
  if (!found) throw new Error(`There is no kecamatan ${kecamatan}.`);
  return found.branch;
}
