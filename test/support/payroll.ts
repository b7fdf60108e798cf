import {
  ask,
  eventually,
  inventedNip,
  mutate,
  owedByAgency,
  post,
  transferByAgency,
  type Visitor,
} from '@lindungi/cli';
import type { Role } from '@lindungi/tenancy';
import type { CityWorld } from './city-world';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from './people';

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
  const officer = { url: house.urls.gateway, token };
  if (roles.includes('TREASURER')) await placed(officer, `${city.code}:${agency}`);
  return officer;
}

/** Billing hears of a roster a moment later: from then on a treasurer acts for the agency. */
async function placed(treasurer: Visitor, agency: string): Promise<void> {
  const query = 'query($agency: ID!) { treasurerMonth(agency: $agency, month: "2026-12") { __typename } }';
  const acts = () =>
    ask(treasurer, query, { agency }).then(
      () => true,
      () => false,
    );
  await eventually(acts, (it) => it);
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

/**
 * The bill of an agency, issued; of December 2026 unless told otherwise.
 *
 * @param fields  what is asked of it
 */
export async function issuesBill<Bill = { id: string }>(
  who: Visitor,
  agency: string,
  fields = 'id',
  more: object = {},
): Promise<Bill> {
  const input = { agency, month: '2026-12', idempotencyKey: `bill-${Math.random()}`, ...more };
  return (await mutate<{ bill: Bill }>(who, 'issueAgencyBill', input, `bill { ${fields} }`)).bill;
}

/** Where the files of a bill are fetched from and sent to. */
export interface FilePaths {
  id: string;
  file: { path: string };
  sheet: { path: string };
  upload: { path: string };
}

/** The addresses of a bill's files; null for who may not see the bill. */
export async function pathsOf(who: Visitor, billId: string): Promise<FilePaths | null> {
  const query = `query($id: ID!) { agencyBill(id: $id) {
    id file(format: CSV) { path } sheet: file(format: XLSX) { path } upload { path } } }`;
  return (await ask<{ agencyBill: FilePaths | null }>(who, query, { id: billId })).agencyBill;
}

/** What a payroll is given to deduct by a bill. */
export async function deductionFile(who: Visitor, billId: string): Promise<string> {
  const paths = await pathsOf(who, billId);
  return (await fetch(`${who.url}${paths?.file.path}`)).text();
}

/** What is answered to a file that a payroll sends back. */
export interface ResultReport {
  status: number;
  resultId: string;
  state: string;
  rows: number;
  problems: { row: number; column: string; code: string; message: string }[];
}

/** Sends a file back, by an address of its own. */
export async function sendResult(
  who: Visitor,
  billId: string,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<ResultReport> {
  const paths = await pathsOf(who, billId);
  const answer = await fetch(`${who.url}${paths?.upload.path}`, { method: 'POST', body });
  return { ...((await answer.json()) as ResultReport), status: answer.status };
}

/** A donor's own mandates, the latest first. */
export async function mandatesOf(
  who: Visitor,
): Promise<{ id: string; number: string; revokedAt: string | null }[]> {
  type Found = { mandates: { edges: { node: { id: string; number: string; revokedAt: string | null } }[] } };
  const { mandates } = await ask<Found>(who, '{ mandates { edges { node { id number revokedAt } } } }');
  return mandates.edges.map(({ node }) => node);
}

/** How many mandates of an agency somebody sees, or the codes they are refused with. */
export async function mandatesSeen(who: Visitor, agency: string): Promise<number | undefined | unknown[]> {
  const query = 'query($agency: ID) { mandates(agency: $agency) { edges { node { number } } } }';
  const { data, errors } = await post<{ mandates: { edges: unknown[] } }>(who, query, { agency });
  return errors?.map((it) => it.extensions?.code) ?? data?.mandates.edges.length;
}

/** A pledge of three months from December 2026, with its invoice. */
export async function promised(donor: DonorInWorld, worker: WorkerInWorld): Promise<PledgeInWorld> {
  const pledge = await donor.offers({ worker, firstMonth: '2026-12', months: 3 });
  await donor.invoiceFor(pledge);
  return pledge;
}

/** An agency transfers what it deducted by a bill, whole or so much of it, and the bank's statement says so. */
export async function transferred(city: CityWorld, billId: string, some?: number): Promise<void> {
  const query = 'query($id: ID!) { agencyBill(id: $id) { number } }';
  const admin = await city.as('admin');
  const { number } = (await ask<{ agencyBill: { number: string } }>(admin, query, { id: billId })).agencyBill;
  const amount = some ?? (await owedByAgency(admin, number));
  await transferByAgency(await city.as('bendahara'), { billNumber: number, amount, on: city.today });
}
