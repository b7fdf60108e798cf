import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ask, mutate, type Visitor } from '@lindungi/cli';
import { writeXlsx } from '@lindungi/subgraph';

let keys = 0;

/** Where the list with names can be fetched, once. */
export async function handedOut(
  by: Visitor,
  remittanceId: string,
  format: 'CSV' | 'XLSX' = 'CSV',
): Promise<string> {
  const input = { remittanceId, format, idempotencyKey: `dutk ${keys++}` };
  return (await mutate<{ path: string }>(by, 'handOutDutk', input, 'path until')).path;
}

/** A CSV as it came, in cells, without the mark at its beginning. */
export const cellsOf = (csv: string): string[][] =>
  csv
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(';'));

/** The same cells as a workbook, as a branch sends it back; the rows without a number of a line are left as they are. */
export async function workbookOf([head = [], ...rows]: string[][]): Promise<Uint8Array<ArrayBuffer>> {
  const out = new PassThrough();
  const whole = buffer(out);
  async function* given() {
    yield* rows;
  }
  await writeXlsx({ name: 'DUTK', head, rows: given() }, out);
  return new Uint8Array(await whole);
}

/** What is answered to a file that a branch sends. */
export interface AnswerReport {
  status: number;
  code?: string;
  booked?: boolean;
  accepted?: number;
  rejected?: number;
  refused?: { row: number; code: string; message: string }[];
}

/** Sends a branch's answer by an address of its own. */
export async function sendAnswer(
  bpjs: Visitor,
  about: { remittanceId: string; receivedOn: string; dryRun?: boolean },
  body: string | Uint8Array<ArrayBuffer>,
): Promise<AnswerReport> {
  const query = `query($remittanceId: ID!, $receivedOn: LocalDate!, $dryRun: Boolean! = false) {
    remittanceAnswerUpload(remittanceId: $remittanceId, receivedOn: $receivedOn, dryRun: $dryRun) { path } }`;
  const { remittanceAnswerUpload } = await ask<{ remittanceAnswerUpload: { path: string } }>(
    bpjs,
    query,
    about,
  );
  const answer = await fetch(bpjs.url + remittanceAnswerUpload.path, { method: 'POST', body });
  return { ...((await answer.json()) as AnswerReport), status: answer.status };
}
