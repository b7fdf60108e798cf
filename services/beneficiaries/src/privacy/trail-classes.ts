import type { ClassedTable } from './data-class';

/** What a person has asked about the own data, and what was done with it. */
export const TRAIL_CLASSES: Readonly<Record<string, ClassedTable>> = {
  data_request: {
    of: 'worker_id = any($2)',
    title: 'Permintaan data',
    columns: {
      ...{ city_id: 'NONE', id: 'NONE' },
      worker_id: 'NONE',
      kind: ['FACT', 'Permintaan'],
      state: ['FACT', 'Status'],
      asked_by: ['FACT', 'Diminta oleh'],
      channel: ['FACT', 'Melalui'],
      recorded_by: 'FACT',
      asked_at: ['FACT', 'Diminta pada'],
      due_at: ['FACT', 'Batas jawaban'],
      answered_by: 'FACT',
      answered_at: ['FACT', 'Dijawab pada'],
      refusal: ['FACT', 'Alasan penolakan'],
      change_sealed: ['GENERAL', 'Perbaikan: sebelum dan sesudah'],
    },
  },
  request_notice: {
    of: 'request_id in (select id from data_request where city_id = $1 and worker_id = any($2))',
    title: 'Pengingat kepada petugas',
    columns: {
      city_id: 'NONE',
      request_id: 'NONE',
      phase: ['FACT', 'Pengingat'],
      told_at: ['FACT', 'Pada'],
    },
  },
  data_statement: {
    of: 'request_id in (select id from data_request where city_id = $1 and worker_id = any($2))',
    title: 'Pernyataan layanan lain',
    columns: {
      city_id: 'NONE',
      request_id: 'NONE',
      service: ['FACT', 'Layanan'],
      holdings: ['FACT', 'Yang masih disimpan'],
      told_at: ['FACT', 'Pada'],
    },
  },
  deed: {
    of: `kind = 'Worker' and object = any($2::text[])`,
    title: 'Jejak perbuatan',
    columns: {
      city_id: 'NONE',
      number: 'NONE',
      at: ['FACT', 'Pada'],
      subject: 'FACT',
      roles: ['FACT', 'Peran'],
      act: ['FACT', 'Perbuatan'],
      kind: 'NONE',
      object: 'NONE',
      reason: ['FACT', 'Alasan'],
      before: ['FACT', 'Sebelum (disamarkan)'],
      after: ['FACT', 'Sesudah (disamarkan)'],
    },
  },
};
