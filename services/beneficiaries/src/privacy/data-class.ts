import type { Role } from '@lindungi/tenancy';

/**
 * How close a column is to a person: UU 27/2022 Pasal 4.
 *
 * NONE says nothing of anybody (keys, keyed marks, places in an outbox, figures); FACT is something that happened, by
 * ids; GENERAL is a person's (ayat 3); NUMBER finds one person among all (ayat 3, "dikombinasikan"); SPECIFIC is what
 * the law guards most (ayat 2: health, children, finances).
 */
export type DataClass = 'NONE' | 'FACT' | 'GENERAL' | 'NUMBER' | 'SPECIFIC';

/** Who may read a class at all; of whom they read it is for `sight.rules` to say. A number is shown for a reason. */
export const READERS: Readonly<Record<DataClass, readonly Role[]>> = {
  NONE: [],
  FACT: ['DONOR', 'DISTRICT', 'BPJS', 'ADMIN', 'AUDITOR'],
  GENERAL: ['DONOR', 'DISTRICT', 'BPJS', 'ADMIN'],
  NUMBER: ['DISTRICT', 'BPJS', 'ADMIN'],
  SPECIFIC: ['DISTRICT', 'BPJS', 'ADMIN'],
};

/** A column's class, and what it is called to the person it is about; without a name it is not theirs to read. */
export type ClassedColumn = DataClass | readonly [DataClass, string];

export interface ClassedTable {
  /** How its rows are found for one worker, by the ids of all their entries, `$2`; without it no row is about a worker. */
  of?: string;
  /** In Indonesian, for who asks for their data. */
  title?: string;
  columns: Readonly<Record<string, ClassedColumn>>;
}
