import { ask, mutate, type ServiceName, type Visitor } from '@lindungi/cli';

/** How a file is handed in or out at one kind of address, and whose it is. */
export interface FileCase {
  room: string;
  keeper: ServiceName;
  /** What its addresses are signed for, and by which key of the keeper's environment. */
  purpose: string;
  key: string;
  method: 'GET' | 'POST';
  /** What is sent. */
  body?: Buffer;
  /** It works once. */
  once?: true;
  /** The id that the address is for, among its facts; without one it is for nothing that is there yet. */
  objectOf?(facts: readonly string[]): string;
  /** A path as it is given to somebody of Semarang with every role. @param id  of the city's row in a table */
  given(by: Visitor, id: (table: string) => Promise<string>): Promise<string>;
}

const PDF = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
const CSV = Buffer.from('kolom;lain\r\n1;2\r\n');

const second = (facts: readonly string[]) => facts[1] ?? '';
const within = (name: string) => (facts: readonly string[]) =>
  String((JSON.parse(second(facts)) as Record<string, unknown>)[name]);

let keys = 0;
const key = () => `berkas-${++keys}`;

async function handIn(by: Visitor, claimId: string): Promise<string> {
  const input = { claimId, paper: 'CARD', fileName: 'a.pdf', size: PDF.length };
  return (await mutate<{ address: { path: string } }>(by, 'addressForPaper', input, 'address { path }'))
    .address.path;
}

/** Every kind of address under `/files/`, for each direction. A new room needs its lines. */
export const FILE_CASES: readonly FileCase[] = [
  {
    ...{ room: 'roster', keeper: 'donors', purpose: 'roster file', key: 'LINDUNGI_PASS_KEY' },
    ...{ method: 'POST', body: Buffer.from('nip;nama;opd;jabatan\r\n'), objectOf: second },
    async given(by) {
      const input = { complete: false, sample: true, idempotencyKey: key() };
      const { opened } = await mutate<{ opened: { upload: { path: string } } }>(
        ...[by, 'openRosterImport', input, 'opened { upload { path } }'],
      );
      return opened.upload.path;
    },
  },
  {
    ...{ room: 'dutk', keeper: 'beneficiaries', purpose: 'dutk file', key: 'LINDUNGI_PASS_KEY' },
    ...{ method: 'GET', once: true, objectOf: second },
    async given(by, id) {
      const input = { remittanceId: await id('beneficiaries.dutk'), format: 'CSV', idempotencyKey: key() };
      return (await mutate<{ path: string }>(by, 'handOutDutk', input, 'path')).path;
    },
  },
  {
    ...{ room: 'workers', keeper: 'beneficiaries', purpose: 'worker file', key: 'LINDUNGI_PASS_KEY' },
    ...{ method: 'POST', body: CSV },
    given: async (by) =>
      (await ask<{ workerUpload: { path: string } }>(by, '{ workerUpload { path } }')).workerUpload.path,
  },
  {
    ...{ room: 'documents', keeper: 'benefits', purpose: 'claim document', key: 'LINDUNGI_DOCUMENT_KEY' },
    ...{ method: 'POST', body: PDF, once: true, objectOf: within('claimId') },
    given: async (by, id) => handIn(by, await id('benefits.claim')),
  },
  {
    ...{ room: 'documents', keeper: 'benefits', purpose: 'claim document', key: 'LINDUNGI_DOCUMENT_KEY' },
    ...{ method: 'GET', once: true, objectOf: within('documentId') },
    async given(by, id) {
      const path = await handIn(by, await id('benefits.claim'));
      const answer = await fetch(by.url + path, { method: 'POST', body: PDF });
      const { documentId } = (await answer.json()) as { documentId: string };
      const { address } = await mutate<{ address: { path: string } }>(
        ...[by, 'addressOfDocument', { documentId }, 'address { path }'],
      );
      return address.path;
    },
  },
  ...(['file(format: CSV)', 'upload'] as const).map(
    (field): FileCase => ({
      ...{ room: 'payroll', keeper: 'billing', purpose: 'payroll file', key: 'LINDUNGI_PASS_KEY' },
      ...(field === 'upload' ? { method: 'POST', body: CSV } : { method: 'GET' }),
      objectOf: second,
      async given(by, id) {
        const query = `query($id: ID!) { agencyBill(id: $id) { at: ${field} { path } } }`;
        const found = await ask<{ agencyBill: { at: { path: string } } }>(by, query, {
          id: await id('billing.agency_bill'),
        });
        return found.agencyBill.at.path;
      },
    }),
  ),
  {
    ...{ room: 'remittance', keeper: 'billing', purpose: 'remittance answer', key: 'LINDUNGI_PASS_KEY' },
    ...{ method: 'POST', body: CSV, objectOf: second },
    async given(by, id) {
      const query = `query($id: ID!) {
        remittanceAnswerUpload(remittanceId: $id, receivedOn: "2026-11-22", dryRun: true) { path } }`;
      const found = await ask<{ remittanceAnswerUpload: { path: string } }>(by, query, {
        id: await id('billing.remittance'),
      });
      return found.remittanceAnswerUpload.path;
    },
  },
];
