import type { ClassedTable } from './data-class';

/** Tables that are about no worker who could be named by them; what stands in a sealed file is forgotten in a week. */
export const HOUSE_CLASSES: Readonly<Record<string, ClassedTable>> = {
  registry: { columns: { nik_hash: 'NONE', month: 'NONE', claim: 'NONE' } },
  progress: {
    columns: {
      ...{ city_id: 'NONE', kecamatan: 'NONE', workers: 'NONE', sponsored: 'NONE', cards: 'NONE' },
      ...{ contributed: 'NONE', updated_at: 'NONE' },
    },
  },
  progress_month: {
    columns: {
      city_id: 'NONE',
      kecamatan: 'NONE',
      month: 'NONE',
      reserved: 'NONE',
      paid: 'NONE',
      protected: 'NONE',
    },
  },
  progress_payment: {
    columns: {
      ...{ city_id: 'NONE', invoice_id: 'NONE', kecamatan: 'NONE', amount: 'FACT', paid_at: 'FACT' },
      ...{ paid_told: 'NONE', reversed_at: 'FACT', reversed_told: 'NONE' },
    },
  },
  outbox: {
    columns: {
      ...{ city_id: 'NONE', xid: 'NONE', id: 'NONE', event_id: 'NONE', name: 'NONE', version: 'NONE' },
      ...{ body: 'FACT', at: 'FACT' },
    },
  },
  epoch: { columns: { only_one: 'NONE', epoch: 'NONE', kept_from: 'NONE', cluster: 'NONE' } },
  inbox: {
    columns: {
      city_id: 'NONE',
      source: 'NONE',
      event_id: 'NONE',
      heard_at: 'NONE',
      failed: 'NONE',
      told: 'FACT',
    },
  },
  heard: { columns: { source: 'NONE', epoch: 'NONE', xid: 'NONE', id: 'NONE', at: 'NONE' } },
  idempotency: {
    columns: {
      ...{ city_id: 'NONE', subject: 'FACT', mutation: 'FACT', key: 'NONE', fingerprint: 'NONE' },
      ...{ answer: 'FACT', at: 'FACT' },
    },
  },
  migrations: { columns: { id: 'NONE', timestamp: 'NONE', name: 'NONE' } },
  dutk: { columns: { city_id: 'NONE', id: 'NONE', branch: 'NONE', approved_on: 'NONE' } },
  registry_fund: { columns: { nik_hash: 'NONE', month: 'NONE', fund: 'NONE', claim: 'NONE' } },
  fund_list: {
    columns: {
      ...{ city_id: 'NONE', id: 'NONE', fund: 'NONE', source: 'FACT', listed_on: 'FACT', rows: 'NONE' },
      ...{ imported_by: 'FACT', imported_at: 'FACT', withdrawn_at: 'FACT', withdrawn_by: 'FACT' },
    },
  },
  protection_question: {
    columns: { city_id: 'NONE', number: 'NONE', asked_by: 'FACT', asked_at: 'FACT' },
  },
  worker_file: {
    columns: {
      ...{ city_id: 'NONE', id: 'NONE', mark: 'NONE', state: 'NONE', why: 'NONE', rows: 'NONE', fit: 'NONE' },
      ...{ known: 'NONE', refused: 'NONE', imported: 'NONE', registered: 'NONE', uploaded_by: 'FACT' },
      ...{ roles: 'FACT', area: 'NONE', uploaded_at: 'FACT' },
    },
  },
  worker_file_piece: { columns: { city_id: 'NONE', file_id: 'NONE', number: 'NONE', sealed: 'NUMBER' } },
  worker_file_problem: {
    columns: {
      city_id: 'NONE',
      file_id: 'NONE',
      row: 'NONE',
      column: 'NONE',
      code: 'FACT',
      words: 'FACT',
    },
  },
};
