import type { Sight } from './sight';

/**
 * Whether the caller sees a row of `donor`, as SQL; `$1` is the city.
 *
 * @param donor  the table's name there
 * @param first  the number of the first of three parameters, which `seeing` gives
 */
export const isSeen = (donor: string, first: number): string => `
  ($${first}::boolean or ${donor}.id = $${first + 1}::uuid
   or ${donor}.agency = (select own.agency from donor own
                          where own.city_id = $1 and own.id = $${first + 2}::uuid and own.left_at is null))`;

/** What `isSeen` asks for. */
export const seeing = ({ everyone, self, colleague }: Sight): [boolean, string | null, string | null] => [
  ...([everyone, self, colleague] as const),
];
