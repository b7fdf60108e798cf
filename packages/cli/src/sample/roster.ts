import { cityByCode } from '@lindungi/tenancy';
import { samplePerson } from '../people';
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
const ROWS_A_CALL = 200;

/** Four thousand invented civil servants over the city's agencies. */
export function palangkaRayaRoster(
  first: { nip: string; name: string },
  agencies: readonly string[],
): RosterRow[] {
  return Array.from({ length: ROSTER_SIZE }, (_, at) => ({
    nip: at === 0 ? first.nip : inventedNip(20_000 + at),
    name: at === 0 ? first.name : inventedName(at),
    post: postOf(at),
    agency: agencies[at % agencies.length] ?? '',
  }));
}

function postOf(at: number): RosterRow['post'] {
  if (at >= 1 && at <= HEADS) return 'JPT_PRATAMA';
  if (at > HEADS && at <= HEADS + HEADS_OF_DIVISION) return 'ADMINISTRATOR';
  return 'OTHERS';
}

/** The roster of Palangka Raya, whose advisory quotas give the city's potential. */
export async function loadRoster(door: SampleDoor, tell: (more: string) => void): Promise<void> {
  const { nip = '', name } = samplePerson('palangkaraya:sari');
  const agencies = cityByCode('6271')?.agencies.map((it) => it.code) ?? [];
  const admin = await door.as('palangkaraya:admin');
  await loadDonors(admin, palangkaRayaRoster({ nip, name }, agencies), 'sample-roster', tell);
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
