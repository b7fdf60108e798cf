import {
  DataRequestDue,
  DeductionProgressed,
  DutyNoticed,
  PledgeChanged,
  ProgressChanged,
  ReminderTold,
  RepricingProgressed,
  RosterProgressed,
  WorkerFileProgressed,
} from '@lindungi/events';
import type { Role } from '@lindungi/tenancy';
import type { Client } from 'pg';

/** What makes a subscription speak of Semarang's own, and who of Semarang hears it without having a part in it. */
interface Stir {
  event: { name: string; version: number; body: { parse(body: unknown): unknown } };
  body: (thing: Thing) => object;
  heardBy: readonly Role[] | 'EVERYBODY';
  /** Whose row it speaks of, and the argument that names it, if one does. */
  of?: { table: string; argument?: string; owned?: true };
}

/** What happens to one row: its id, and the donor whose it is. */
interface Thing {
  id: string;
  donorId: string;
}

/** Every subscription of the graph. A new one needs its line, and with it whoever may hear of others' things. */
export const STIRS: Readonly<Record<string, Stir>> = {
  'Subscription.cityProgress': {
    event: ProgressChanged,
    body: () => ({ kecamatan: null }),
    heardBy: 'EVERYBODY',
  },
  'Subscription.dataRequestDue': {
    event: DataRequestDue,
    of: { table: 'beneficiaries.data_request' },
    body: ({ id }) => ({ requestId: id, kind: 'ACCESS', phase: 'BEFORE', dueAt: '2026-11-25T02:00:00.000Z' }),
    heardBy: ['ADMIN', 'AUDITOR'],
  },
  'Subscription.deductionProgress': {
    event: DeductionProgressed,
    of: { table: 'billing.agency_bill', argument: 'billId' },
    body: ({ id }) => ({ billId: id, stage: 'FILE', done: 1, total: 2 }),
    heardBy: ['ADMIN'],
  },
  'Subscription.dutyNoticed': {
    event: DutyNoticed,
    of: { table: 'benefits.duty_notice' },
    body: ({ id }) => ({
      ...{
        noticeId: id,
        duty: 'ANSWER',
        phase: 'BEFORE',
        claimId: null,
        grievanceId: null,
        dueOn: '2026-11-25',
      },
    }),
    heardBy: ['ADMIN'],
  },
  'Subscription.pledgeChanged': {
    event: PledgeChanged,
    of: { table: 'donors.pledge', argument: 'pledgeId', owned: true },
    body: ({ id, donorId }) => ({ pledgeId: id, donorId, what: 'RESERVED' }),
    heardBy: [],
  },
  'Subscription.reminderTold': {
    event: ReminderTold,
    of: { table: 'donors.reminder', owned: true },
    body: ({ id, donorId }) => ({ reminderId: id, donorId }),
    heardBy: [],
  },
  'Subscription.repricingProgress': {
    event: RepricingProgressed,
    body: () => ({ law: 'ab'.repeat(32), done: 20, waiting: 1, ended: false }),
    heardBy: ['TREASURER', 'ADMIN', 'AUDITOR'],
  },
  'Subscription.rosterImportProgress': {
    event: RosterProgressed,
    of: { table: 'donors.roster_import', argument: 'importId' },
    body: ({ id }) => ({ importId: id, stage: 'READ', done: 1, total: 2 }),
    heardBy: ['ADMIN'],
  },
  'Subscription.workerFileProgress': {
    event: WorkerFileProgressed,
    of: { table: 'beneficiaries.worker_file', argument: 'fileId' },
    body: ({ id }) => ({ fileId: id, state: 'READ', done: 1, total: 2 }),
    heardBy: ['ADMIN'],
  },
};

/** Something of every kind that is watched happens in the city: told as the services tell it, in their outboxes. */
export async function stir(db: Client, city: string): Promise<void> {
  for (const [root, { event, body }] of Object.entries(STIRS)) {
    const told = event.body.parse(body(await thingOf(db, city, root)));
    await db.query(
      `insert into ${event.name.split('.')[0]}.outbox (city_id, event_id, name, version, body)
       values ($1, gen_random_uuid(), $2, $3, $4)`,
      [city, event.name, event.version, JSON.stringify(told)],
    );
  }
}

/** The row of the city that a subscription is stirred by: the one whose id the matrix sends. */
export async function thingOf(db: Client, city: string, root: string): Promise<Thing> {
  const { table, owned } = STIRS[root]?.of ?? {};
  if (!table) return { id: '', donorId: '' };
  const { rows } = await db.query<Thing>(
    `select id, ${owned ? 'donor_id' : 'null'} as "donorId" from ${table} where city_id = $1 order by ctid limit 1`,
    [city],
  );
  return rows[0]!;
}
