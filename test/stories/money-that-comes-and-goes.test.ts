import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, post, SampleBranch } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
/** Has paid nothing too much: that would pay her next invoices. */
let wati: DonorInWorld;
let lists = 0;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
  wati = await semarang.donor('Bu Wati');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

interface Story {
  worker: WorkerInWorld;
  pledge: PledgeInWorld;
  invoice: InvoiceInWorld;
}

/** December at half the price, January and February in full: 42 000. */
async function invoiced(name: string, donor = sari, known?: WorkerInWorld): Promise<Story> {
  const worker = known ?? (await semarang.worker(name));
  const pledge = await donor.offers({ worker, firstMonth: '2026-12', months: 3 });
  return { worker, pledge, invoice: await donor.invoiceFor(pledge) };
}

/** Says to the city's billing what the provider says of one payment. */
async function says(said: ReturnType<typeof notice>, changes: Record<string, string> = {}): Promise<void> {
  expect(await lindungi.provider.say('3374', { ...said, ...changes })).toBe(200);
}

const notice = (invoice: InvoiceInWorld, amount: number) =>
  lindungi.provider.notification(invoice.number, amount);

const becomes = (pledge: PledgeInWorld, state: string, donor = sari) =>
  donor.invoiceFor(pledge, (it) => it.state === state);

const monthsBecome = (worker: WorkerInWorld, december: string, rest: string) =>
  eventually(
    async () =>
      Object.fromEntries((await semarang.monthsOf(worker)).map(({ month, state }) => [month, state])),
    (it) => it['2026-12'] === december && it['2027-01'] === rest && it['2027-02'] === rest,
  );

/** What billing sends to BPJS for this worker now; the branch receipts all of it. */
async function bpjsReceipts(worker: WorkerInWorld, through: string): Promise<string[]> {
  const sent: string[] = [];
  for (const { code } of semarang.city.branches) {
    const branch = new SampleBranch(await semarang.as('bpjs'), code, await semarang.as('bendahara'));
    const list = await branch.list(through, `list-${lists++}`).catch((error: unknown) => {
      expect(String(error)).toMatch(/NOTHING_TO_REMIT/);
    });
    if (!list) continue;
    await branch.answer(list, lindungi.today, `answer-${list.id}`);
    sent.push(...list.lines.filter((it) => it.worker.id === worker.id).map((it) => it.month));
  }
  return sent.sort();
}

async function alarmsAbout(reference: string): Promise<string[]> {
  const query = 'select code from billing.alarm where reference like $1 order by code';
  return (await stored<{ code: string }>(lindungi.house, query, [`${reference}%`])).map(({ code }) => code);
}

const isAlarmed = (reference: string, code: string) =>
  eventually(
    () => alarmsAbout(reference),
    (codes) => codes.includes(code),
  );

describe('a refund after BPJS was sent one month of three', () => {
  let story: Story;
  test('leaves that month protected; the other two are open again, and nobody is told they are paid', async () => {
    story = await invoiced('Pak Sisa');
    const { worker, pledge, invoice } = story;
    const said = notice(invoice, 42_000);
    await says(said);
    await monthsBecome(worker, 'PAID', 'PAID');
    expect(await bpjsReceipts(worker, '2026-12')).toEqual(['2026-12']);
    await monthsBecome(worker, 'PROTECTED', 'PAID');

    await says(said, { transaction_status: 'refund' });
    await becomes(pledge, 'PARTIAL');
    await monthsBecome(worker, 'PROTECTED', 'RESERVED');
    expect(await alarmsAbout(invoice.number)).toEqual(['REVERSED_AFTER_REMITTANCE']);
    expect(await bpjsReceipts(worker, '2027-12')).toEqual([]);
  });

  test('and a second payment of what is open reaches BPJS', async () => {
    const { worker, pledge, invoice } = story;
    await says(notice(invoice, 33_600));
    await becomes(pledge, 'PAID');
    await monthsBecome(worker, 'PROTECTED', 'PAID');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual(['2027-01', '2027-02']);
    await monthsBecome(worker, 'PROTECTED', 'PROTECTED');
  });
});

describe('a refund while BPJS has a list, which it then refuses', () => {
  test('one month was sent: nothing is left, and all is open again', async () => {
    const { worker, pledge, invoice } = await refundedWhileSent('Pak Tolak', '2026-12');
    await monthsBecome(worker, 'RESERVED', 'RESERVED');
    await becomes(pledge, 'REVERSED');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual([]);
    await says(notice(invoice, 42_000));
    await becomes(pledge, 'PAID');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual(['2026-12', '2027-01', '2027-02']);
  });

  test('all were sent, and December alone is refused: December alone is open again', async () => {
    const { worker, pledge, invoice } = await refundedWhileSent('Pak Tolak Satu', '2027-12');
    await monthsBecome(worker, 'RESERVED', 'PROTECTED');
    await becomes(pledge, 'PARTIAL');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual([]);
    await says(notice(invoice, 8_400));
    await becomes(pledge, 'PAID');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual(['2026-12']);
  });
});

/** BPJS refuses December of this worker and receipts the rest of its list, after the provider took all back. */
async function refundedWhileSent(name: string, through: string): Promise<Story> {
  const { worker, pledge, invoice } = await invoiced(name);
  const said = notice(invoice, 42_000);
  await says(said);
  await becomes(pledge, 'PAID');
  for (const { code } of semarang.city.branches) {
    const branch = new SampleBranch(await semarang.as('bpjs'), code, await semarang.as('bendahara'));
    const list = await branch.list(through, `list-${lists++}`).catch(() => undefined);
    if (!list) continue;
    await says(said, { transaction_status: 'refund' });
    await isAlarmed(invoice.number, 'REVERSED_AFTER_REMITTANCE');
    await branch.answer(list, lindungi.today, `answer-${list.id}`, (line) =>
      line.worker.id === worker.id && line.month === '2026-12' ? 'NIK tidak padan' : undefined,
    );
  }
  // the provider's next word wakes the desk, which otherwise looks every half minute
  await says(lindungi.provider.notification('INV-3374-209901-999999', 1));
  return { worker, pledge, invoice };
}

describe('a part is paid, the offer taken back, and then', () => {
  test('the rest is paid after all: the months are returned, and reach BPJS', async () => {
    const { worker, pledge, invoice } = await invoiced('Pak Kembali');
    await paidInPartAndWithdrawn(pledge, invoice);
    await says(notice(invoice, 22_000));
    await becomes(pledge, 'PAID');
    await monthsBecome(worker, 'PAID', 'PAID');
    const isReturned = () =>
      stored(lindungi.house, 'select from billing.released_month where pledge_id = $1', [pledge.id]);
    await eventually(isReturned, (rows) => rows.length === 0);
    expect(await bpjsReceipts(worker, '2027-12')).toEqual(['2026-12', '2027-01', '2027-02']);
  });

  test("the worker is somebody else's: what was paid is excess, and so is what still comes", async () => {
    const budi = await semarang.donor('Pak Budi');
    const { worker, pledge, invoice } = await invoiced('Pak Lain');
    await paidInPartAndWithdrawn(pledge, invoice);
    const other = await invoiced('', budi, worker);
    await becomes(pledge, 'CANCELLED');
    expect(await alarmsAbout(invoice.number)).toEqual(['RELEASED_AND_TAKEN', 'RELEASED_BUT_KEPT']);
    expect(await heldFor(invoice)).toBe(0);
    await says(notice(invoice, 22_000));
    await isAlarmed(invoice.number, 'PAID_TOO_MUCH');
    expect(await heldFor(invoice)).toBe(0);

    await budi.pays(other.invoice);
    await budi.invoiceFor(other.pledge, (it) => it.state === 'PAID');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual(['2026-12', '2027-01', '2027-02']);
  });
});

async function paidInPartAndWithdrawn(pledge: PledgeInWorld, invoice: InvoiceInWorld): Promise<void> {
  await says(notice(invoice, 20_000));
  await becomes(pledge, 'PARTIAL');
  await sari.withdraws(pledge);
  await isAlarmed(invoice.number, 'RELEASED_BUT_KEPT');
}

async function heldFor(invoice: InvoiceInWorld): Promise<number> {
  const query = 'select coalesce(sum(amount), 0) as held from billing.posting where account = $1';
  return Number((await stored<{ held: string }>(lindungi.house, query, [`held:${invoice.id}`]))[0]?.held);
}

describe('words of a provider that are seldom heard', () => {
  test('a part is charged back: the rest is still there, and the months wait for it', async () => {
    const { worker, pledge, invoice } = await invoiced('Pak Sebagian', wati);
    const said = notice(invoice, 42_000);
    await says(said);
    await becomes(pledge, 'PAID', wati);
    await says(said, { transaction_status: 'partial_chargeback', refund_amount: '8400.00' });
    await becomes(pledge, 'PARTIAL', wati);
    expect(await heldFor(invoice)).toBe(33_600);
    expect(await bpjsReceipts(worker, '2027-12')).toEqual([]);
  });

  test('a part nobody can read: nothing of that invoice goes to BPJS until a person has looked', async () => {
    const { worker, pledge, invoice } = await invoiced('Pak Kabur', wati);
    const said = notice(invoice, 42_000);
    await says(said);
    await becomes(pledge, 'PAID', wati);
    await says(said, { transaction_status: 'partial_chargeback' });
    await isAlarmed(said.transaction_id, 'NOTICE_PARKED');
    expect(await bpjsReceipts(worker, '2027-12')).toEqual([]);
  });

  test('a settlement of what was refused: no money is posted, and a person is called', async () => {
    const { pledge, invoice } = await invoiced('Pak Bantah', wati);
    const said = notice(invoice, 42_000);
    await says(said, { transaction_status: 'deny', status_code: '202' });
    await says(said);
    await isAlarmed(said.transaction_id, 'NOTICE_CONTRADICTS');
    expect((await wati.sees(pledge))?.invoice?.state).toBe('ISSUED');
  });
});

test('the treasurer, who may see no worker, still reads every line that was sent to BPJS', async () => {
  const query = '{ remittances(first: 50) { edges { node { lines { month worker { id name } } } } } }';
  type Found = { remittances: { edges: { node: { lines: { worker: null }[] } }[] } };
  const { data } = await post<Found>(await semarang.as('bendahara'), query);
  const lines = data?.remittances.edges.flatMap(({ node }) => node.lines) ?? [];
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter(({ worker }) => worker !== null)).toEqual([]);
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
