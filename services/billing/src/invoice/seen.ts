import { uuidOf } from '@lindungi/subgraph';
import type { Sight } from './invoice.rules';

/**
 * Whether the money of a donor is the caller's to see, as SQL; `$1` is the city.
 *
 * @param donor  the column that names them
 * @param first  the number of the first of three parameters, which `seeing` gives
 */
export const isSeen = (donor: string, first: number): string => `
  ($${first}::boolean or ${donor} = $${first + 1}::uuid or exists (
     select from placement his join placement own on own.city_id = $1 and own.agency = his.agency
      where his.city_id = $1 and his.donor_id = ${donor} and own.donor_id = $${first + 2}::uuid and own.left_at is null))`;

/** What `isSeen` asks for. */
export const seeing = ({ all, donorId, agencyOf }: Sight): [boolean, string | null, string | null] => [
  ...([all, uuidOf(donorId), uuidOf(agencyOf)] as const),
];
