import { cityByCode } from '@lindungi/tenancy';
import { civilServant } from '../people';
import type { SampleDoor } from './load-sample';
import { nextMonthOf } from './next-month';
import { NGALIYAN, ngaliyanDonors, ngaliyanKpj, ngaliyanWorkers, type SampleDonor } from './ngaliyan';
import { loadDonors } from './roster';
import { ask, eventually, mutate, type Visitor } from './visitor';

const MONTHS = 12;

interface Invoice {
  number: string;
  amount: number;
  state: string;
}

/** Sixty workers, forty-nine donors, a year each; all paid, the first month remitted and receipted, sixty cards. */
export async function loadNgaliyan(door: SampleDoor, tell: (more: string) => void): Promise<void> {
  const city = cityByCode('3374');
  const kelurahan = city?.kecamatan.find((it) => it.code === NGALIYAN)?.kelurahan.map((it) => it.code) ?? [];
  const donors = ngaliyanDonors({
    sari: civilServant('semarang:sari'),
    bendahara: civilServant('semarang:bendahara'),
    kepala: civilServant('semarang:kepala'),
  });
  const agency = city?.agencies[0]?.code ?? '';
  await loadDonors(
    await door.as('semarang:admin'),
    donors.map((it) => ({ ...it, agency })),
    'sample-ngaliyan-donors',
    tell,
  );

  const workers = await importWorkers(
    await door.as('semarang:camat'),
    ngaliyanWorkers(kelurahan, door.today),
  );
  const firstMonth = nextMonthOf(door.today);
  const pledges: Pledged[] = [];
  for (const donor of donors) {
    pledges.push(...(await offer(door, donor, workers, firstMonth)));
    tell(`${pledges.length} janji`);
  }
  let paid = 0;
  for (const pledge of pledges) {
    await pay(door, pledge);
    tell(`${++paid} pembayaran`);
  }
  for (const pledge of pledges) await invoiceOf(pledge, (it) => it.state === 'PAID');
  tell('setoran dan kartu');

  const branch = await door.branchOf('semarang', NGALIYAN);
  const list = await branch.list(firstMonth, `sample-list-${firstMonth}`);
  await branch.answer(list, door.today, 'sample-receipt');
  const cards = workers.map((workerId, at) => ({ workerId, kpj: ngaliyanKpj(at), issuedOn: door.today }));
  await mutate(
    await door.as('semarang:bpjs'),
    'recordCards',
    { cards, idempotencyKey: 'sample-cards' },
    'recorded',
  );
}

async function importWorkers(officer: Visitor, rows: Record<string, unknown>[]): Promise<string[]> {
  const input = { rows, idempotencyKey: 'sample-ngaliyan-workers' };
  const { workers, refused } = await mutate<{ workers: { id: string }[]; refused: unknown[] }>(
    officer,
    'importWorkers',
    input,
    'workers { id } refused { row code message }',
  );
  if (refused.length > 0) throw new Error(`Workers were refused: ${JSON.stringify(refused.slice(0, 3))}`);
  return workers.map((it) => it.id);
}

interface Pledged {
  id: string;
  donor: Visitor;
}

/** One donor's offers, a year for each of the workers they chose. */
async function offer(
  door: SampleDoor,
  { nip, workers }: SampleDonor,
  ids: readonly string[],
  firstMonth: string,
): Promise<Pledged[]> {
  const donor = await door.donor('semarang', nip);
  const pledges: Pledged[] = [];
  for (const number of workers) {
    const key = `sample-pledge-${number}`;
    const input = { workerId: ids[number], firstMonth, months: MONTHS, idempotencyKey: key };
    const { pledge } = await mutate<{ pledge: { id: string } }>(donor, 'offerPledge', input, 'pledge { id }');
    pledges.push({ id: pledge.id, donor });
  }
  return pledges;
}

async function pay(door: SampleDoor, pledge: Pledged): Promise<void> {
  const invoice = await invoiceOf(pledge, () => true);
  if (invoice.state === 'PAID') return;
  const status = await door.provider.say('3374', door.provider.notification(invoice.number, invoice.amount));
  if (status !== 200) throw new Error(`The payment of ${invoice.number} was answered with ${status}.`);
}

/** The invoice of a pledge, once there is one and it is as wanted. */
async function invoiceOf({ id, donor }: Pledged, wanted: (invoice: Invoice) => boolean): Promise<Invoice> {
  const query = 'query($id: ID!) { pledge(id: $id) { invoice { number amount state } } }';
  const look = async () =>
    (await ask<{ pledge: { invoice: Invoice | null } | null }>(donor, query, { id })).pledge?.invoice ?? null;
  return (await eventually(look, (it) => it !== null && wanted(it))) as Invoice;
}
