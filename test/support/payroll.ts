import { inventedNip, mutate, post, type Visitor } from '@lindungi/cli';
import type { Role } from '@lindungi/tenancy';
import type { CityWorld } from './city-world';

/** The version of the letter that donors sign on the day of these tests. */
export const TEXT = 'potong-gaji-1';

/**
 * Somebody on the roster of an agency, with these roles.
 *
 * @param number  another for each person
 */
export async function officerOf(
  { city, house }: CityWorld,
  as: Visitor,
  agency: string,
  number: number,
  roles: Role[],
): Promise<Visitor> {
  const nip = inventedNip(number);
  const name = `Pegawai ${number}`;
  const rows = [{ nip, name, post: 'OTHERS', agency }];
  await mutate(as, 'importRoster', { rows, sample: true, idempotencyKey: `roster-${number}` }, 'imported');
  const token = await house.token({ city: city.code, word: `officer-${number}`, name, roles, nip });
  return { url: house.urls.gateway, token };
}

/** A letter that is taken, but for what is changed in it. */
export const letter = (more: object = {}) => ({
  textVersion: TEXT,
  signedAs: 'Sari Wulandari',
  nipEnd: '2901',
  bank: 'Bank Jateng',
  cap: 33_600,
  proofHash: 'ab'.repeat(32),
  firstMonth: '2026-12',
  idempotencyKey: `mandate-${Math.random()}`,
  ...more,
});

/** The codes a mutation refused with, in its payload or before it was asked. */
export async function refusedWith(
  who: Visitor,
  name: string,
  input: Record<string, unknown>,
): Promise<string[]> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { errors { code } } }`;
  const answer = await post<Record<string, { errors: { code: string }[] }>>(who, query, { input });
  if (answer.errors) return answer.errors.map((it) => it.extensions?.code ?? it.message);
  return answer.data?.[name]?.errors.map(({ code }) => code) ?? [];
}

/** A deduction file with what a payroll writes behind these mandates: `{ 'SK-3374-000001': ';BERHASIL;8400;' }`. */
export function answered(csv: string, answers: Record<string, string>): string {
  const rows = csv.trimEnd().split('\r\n');
  const filled = rows.map((row) => {
    const said = answers[row.split(';')[0] ?? ''];
    return said === undefined ? row : row.replace(/;;;$/, said);
  });
  return filled.join('\r\n');
}
