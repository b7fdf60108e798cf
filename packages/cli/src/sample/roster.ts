import { cityByCode } from '@lindungi/tenancy';
import { civilServant } from '../people';
import { inventedName, inventedNip } from './invented';
import type { SampleDoor } from './load-sample';
import { mutate, type Visitor } from './visitor';

export interface RosterRow {
  nip: string;
  name: string;
  post: 'JPT_PRATAMA' | 'ADMINISTRATOR' | 'OTHERS';
  agency: string;
}

/** About as many civil servants as Palangka Raya had in 2023, thirty heads of agency among them. */
export const ROSTER_SIZE = 4_000;
const HEADS = 30;
const HEADS_OF_DIVISION = 120;
const ROWS_A_CALL = 100;

/** Where the people who can sign in stand in the roster, all in the first agency: a head, and two without a post. */
const PLACES = { 'palangkaraya:sari': 0, 'palangkaraya:kepala': HEADS, 'palangkaraya:bendahara': 3_000 };

/** Four thousand invented civil servants over the city's agencies, those who can sign in among them. */
export function palangkaRayaRoster(agencies: readonly string[]): RosterRow[] {
  const known = new Map(Object.entries(PLACES).map(([called, place]) => [place, civilServant(called)]));
  return Array.from({ length: ROSTER_SIZE }, (_, at) => ({
    nip: known.get(at)?.nip ?? inventedNip(20_000 + at),
    name: known.get(at)?.name ?? inventedName(at),
    post: postOf(at),
    agency: agencies[known.has(at) ? 0 : at % agencies.length] ?? '',
  }));
}

function postOf(at: number): RosterRow['post'] {
  if (at >= 1 && at <= HEADS) return 'JPT_PRATAMA';
  if (at > HEADS && at <= HEADS + HEADS_OF_DIVISION) return 'ADMINISTRATOR';
  return 'OTHERS';
}

/** The roster of Palangka Raya, whose advisory quotas give the city's potential. */
export async function loadRoster(door: SampleDoor, tell: (more: string) => void): Promise<void> {
  const agencies = cityByCode('6271')?.agencies.map((it) => it.code) ?? [];
  const admin = await door.as('palangkaraya:admin');
  await loadDonors(admin, palangkaRayaRoster(agencies), 'sample-roster', tell);
}

/** Imports donors in calls of two hundred rows, which is what the gateway takes in one request. */
export async function loadDonors(
  admin: Visitor,
  donors: readonly RosterRow[],
  key: string,
  tell: (more: string) => void,
): Promise<void> {
  for (let at = 0; at < donors.length; at += ROWS_A_CALL) {
    const rows = donors
      .slice(at, at + ROWS_A_CALL)
      .map(({ nip, name, post, agency }) => ({ nip, name, post, agency }));
    const input = { rows, sample: true, idempotencyKey: `${key}-${at}` };
    const done = await mutate<{ refused: unknown[] }>(admin, 'importRoster', input, 'refused { row code }');
    tell(`${at + rows.length} ASN`);
    if (done.refused.length > 0)
      throw new Error(`The roster was refused: ${JSON.stringify(done.refused.slice(0, 3))}`);
  }
}
