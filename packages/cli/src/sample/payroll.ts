import { cityByCode } from '@lindungi/tenancy';
import { civilServant } from '../people';
import { inventedBirth, inventedName, inventedNik } from './invented';
import type { SampleDoor } from './load-sample';
import { nextMonthOf } from './next-month';
import { ask, eventually, mutate, type Visitor } from './visitor';

const WORKERS = 2;

/**
 * One agency of Palangka Raya that deducts from pay next month: a donor's two workers, her mandate, and the bill, whose
 * deduction file the agency's treasurer can fetch. Nothing of it is deducted yet; once it is, `lindungi pay TAG-…` transfers it.
 */
export async function loadPayroll(door: SampleDoor): Promise<void> {
  const sari = await door.as('palangkaraya:sari');
  const treasurer = await door.as('palangkaraya:bendahara');
  const month = nextMonthOf(door.today);
  for (const workerId of await registered(door)) {
    const input = { workerId, firstMonth: month, months: 3, idempotencyKey: `sample-payroll-${workerId}` };
    const { pledge } = await mutate<{ pledge: { id: string } }>(sari, 'offerPledge', input, 'pledge { id }');
    await invoiced(sari, pledge.id);
  }
  await giveMandate(sari, month);
  const agency = `6271:${cityByCode('6271')?.agencies[0]?.code}`;
  const bill = { agency, month, idempotencyKey: 'sample-bill' };
  await heard(() => mutate(treasurer, 'issueAgencyBill', bill, 'bill { id }'));
}

async function registered(door: SampleDoor): Promise<string[]> {
  const officer = await door.as('palangkaraya:camat');
  const [first] = cityByCode('6271')?.kecamatan ?? [];
  const rows = Array.from({ length: WORKERS }, (_, at) => ({
    name: inventedName(300 + at),
    nik: inventedNik(300 + at),
    birthDate: inventedBirth(300 + at),
    occupation: 'PEDAGANG',
    kelurahan: first?.kelurahan[at]?.code,
    relation: 'CITY_LIST',
    consent: { channel: 'PAPER', declaredBy: 'WORKER', textVersion: 'contoh-1', on: door.today },
    sample: true,
  }));
  const input = { rows, idempotencyKey: 'sample-payroll-workers' };
  const { workers } = await mutate<{ workers: { id: string }[] }>(
    officer,
    'importWorkers',
    input,
    'workers { id } refused { code }',
  );
  if (workers.length < WORKERS) throw new Error('Workers of the sample payroll were refused.');
  return workers.map(({ id }) => id);
}

function invoiced(donor: Visitor, id: string): Promise<unknown> {
  const query = 'query($id: ID!) { pledge(id: $id) { invoice { number } } }';
  type Found = { pledge: { invoice: object | null } | null };
  return eventually(
    async () => (await ask<Found>(donor, query, { id })).pledge?.invoice ?? null,
    (it) => it !== null,
  );
}

/** A letter as an invented donor signs it; the hash is of no paper. */
async function giveMandate(donor: Visitor, firstMonth: string): Promise<void> {
  const { nip, name } = civilServant('palangkaraya:sari');
  const { mandateText } = await ask<{ mandateText: { version: string } }>(
    donor,
    '{ mandateText { version } }',
  );
  const letter = {
    textVersion: mandateText.version,
    signedAs: name,
    nipEnd: nip.slice(-4),
    bank: 'Bank Kalteng',
    cap: 50_400,
    proofHash: '0'.repeat(64),
    firstMonth,
    idempotencyKey: 'sample-mandate',
  };
  await heard(() => mutate(donor, 'giveMandate', letter, 'mandate { id }'));
}

/** Does it as soon as billing has heard where the roster places them. */
async function heard(work: () => Promise<unknown>): Promise<void> {
  let why: unknown;
  const done = () =>
    work().then(
      () => true,
      (error) => {
        why = error;
        return false;
      },
    );
  await eventually(done, (it) => it).catch(() => {
    throw why;
  });
}
