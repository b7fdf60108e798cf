import { ask, eventually, mutate, SampleBranch, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../../support/city-world';
import { answered, letter, officerOf, pathsOf, promised, sendResult } from '../../support/payroll';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../../support/people';
import type { World } from '../../support/world';

const THREE_MONTHS = { firstMonth: '2026-12', months: 3 };
const REASON = 'Dicatat dua kali menurut rekening koran kota.';

/** A city in which people have done what people do, so that nearly every list of it has something to show. */
export async function fill(lindungi: World, city: CityWorld): Promise<void> {
  const admin = await city.as('admin');
  const treasurer = await city.as('bendahara');
  const sari = await city.donor('Bu Sari');
  const [paid, kept, unpaid, owing] = [
    await offered(city, sari, 'Pak Budi'),
    await offered(city, sari, 'Bu Tini'),
    await offered(city, sari, 'Pak Joko'),
    await offered(city, sari, 'Bu Rahma'),
  ];
  const said = await payTwice(lindungi, city, sari, paid);
  await payTwice(lindungi, city, sari, kept);
  await remit(city);
  await beMistaken(lindungi, city, said);
  await mutate(
    admin,
    'releaseReservation',
    {
      pledgeId: unpaid.pledge.id,
      reason: 'Pekerja pindah ke luar kota bulan ini.',
      idempotencyKey: 'release',
    },
    'reservation { state }',
  );
  await mutate(
    admin,
    'revealNik',
    { workerId: paid.workerId, reason: 'Mencocokkan kartu dengan KTP.' },
    'nik',
  );
  await recordDeath(city, paid.workerId);
  await book(city, treasurer, sari, owing.invoice);
  await deduct(city, admin, sari);
  const grievance = {
    category: 'OTHER',
    words: 'Kartu pekerja saya belum datang.',
    idempotencyKey: 'grievance',
  };
  await mutate(sari.visitor, 'fileGrievance', grievance, 'grievanceId');
}

interface Offered {
  workerId: string;
  pledge: PledgeInWorld;
  invoice: InvoiceInWorld;
}

async function offered(city: CityWorld, sari: DonorInWorld, name: string): Promise<Offered> {
  const worker = await city.worker(name);
  const pledge = await sari.offers({ worker, ...THREE_MONTHS });
  return { workerId: worker.id, pledge, invoice: await sari.invoiceFor(pledge) };
}

/** Paid, and paid once more: what is too much lies parked. */
async function payTwice({ provider }: World, { city }: CityWorld, sari: DonorInWorld, it: Offered) {
  const said = provider.notification(it.invoice.number, it.invoice.amount);
  await provider.say(city.code, said);
  await provider.say(city.code, provider.notification(it.invoice.number, it.invoice.amount));
  await sari.invoiceFor(it.pledge, (invoice) => invoice.state === 'PAID');
  return said;
}

/** BPJS receipts what it is sent but for one line of each list; the card comes, too. */
async function remit(city: CityWorld): Promise<void> {
  for (const { code } of city.city.branches) {
    const branch = new SampleBranch(await city.as('bpjs'), code, await city.as('bendahara'));
    const list = await branch.list('2027-02', `list-${code}`).catch(() => undefined);
    if (!list) continue;
    const last = list.lines.at(-1);
    await branch.answer(list, city.today, `answer-${code}`, (line) =>
      line === last ? 'NIK tidak cocok dengan nama.' : undefined,
    );
    await city.recordCard({ id: list.lines[0]?.worker.id ?? '', name: '', nik: '' });
  }
}

/** Money taken back too late, a message nobody can read, one that nobody signed, and a correction proposed. */
async function beMistaken(
  { provider }: World,
  { city, ...of }: CityWorld,
  said: ReturnType<World['provider']['notification']>,
): Promise<void> {
  await provider.say(city.code, { ...said, transaction_status: 'refund' });
  await provider.say(city.code, provider.notification(`INV-${city.code}-209901-999999`, 16_800));
  await provider.say(city.code, provider.notification('x', 16_800), 'no secret of theirs');
  const treasurer = { url: of.house.urls.gateway, token: await of.house.token(`${wordOf(city)}:bendahara`) };
  const { ledger } = await ask<{ ledger: { edges: { node: { id: string; why: string } }[] } }>(
    treasurer,
    '{ ledger(first: 100) { edges { node { id why } } } }',
  );
  const transactionId = ledger.edges.findLast(({ node }) => node.why === 'PAYMENT')?.node.id;
  await tried(
    mutate(
      treasurer,
      'proposeCorrection',
      { transactionId, reason: REASON, idempotencyKey: 'propose' },
      'correction { id }',
    ),
  );
  const { parkedReversals } = await ask<{ parkedReversals: { edges: { node: { id: string } }[] } }>(
    treasurer,
    '{ parkedReversals(first: 5) { edges { node { id } } } }',
  );
  for (const { node } of parkedReversals.edges) {
    const input = {
      paymentId: node.id,
      decision: 'BOOK_AS_LOSS',
      reason: REASON,
      idempotencyKey: `decide-${node.id}`,
    };
    await mutate(treasurer, 'decideReversal', input, 'decision { id }');
  }
}

const wordOf = ({ portal }: CityWorld['city']) => portal.split('.')[0] ?? '';

async function recordDeath(city: CityWorld, workerId: string): Promise<void> {
  const admin = await city.as('admin');
  const bpjs = await city.as('bpjs');
  await city.becomesCovered({ id: workerId }, '2026-12-05');
  await tried(
    mutate(
      bpjs,
      'fileClaim',
      { workerId, programme: 'JKM', occurredOn: city.today, idempotencyKey: 'claim' },
      'claim { id }',
    ),
  );
  const input = {
    title: 'Santunan yang diserahkan di kecamatan',
    paidOn: '2025-03-24',
    total: 206_060_400,
    programmes: [
      { programme: 'JKM', amount: 42_000_000 },
      { programme: 'JHT', amount: null },
    ],
    source: 'ANTARA, 24 Maret 2025',
    idempotencyKey: 'payout',
  };
  await mutate(admin, 'recordPayout', input, 'payout { id }');
}

/** A receipt is given out, and the bank says what came to the account. */
async function book(
  city: CityWorld,
  treasurer: Visitor,
  sari: DonorInWorld,
  invoice: InvoiceInWorld,
): Promise<void> {
  const year = { from: '2026-01-01', until: city.today };
  await mutate(sari.visitor, 'issueReceipt', { ...year, idempotencyKey: 'year' }, 'receipt { id }');
  const content = [
    'tanggal;keterangan;debit;kredit;referensi;saldo',
    `22/11/2026;TRSF ${invoice.number};;${invoice.amount};FT1;`,
    '22/11/2026;TRSF TANPA BERITA;;12.345,00;FT2;',
  ].join('\n');
  const input = { account: '1034001234', format: 'CSV', content, idempotencyKey: 'statement' };
  await mutate(treasurer, 'importStatement', input, 'statement { id }');
}

/** A donor lets the treasurer of the agency deduct, who bills the agency; it deducts, and the city is asked to advance it. */
async function deduct(city: CityWorld, admin: Visitor, sari: DonorInWorld): Promise<void> {
  const agency = city.city.agencies[0]?.code ?? '';
  const treasurer = await officerOf(city, admin, agency, 71_001, ['TREASURER']);
  await promised(sari, await city.worker('Pak Ojek'));
  await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
  const input = { agency: `${city.city.code}:${agency}`, month: '2026-12', idempotencyKey: 'bill' };
  type Issued = { bill: { id: string; amount: number } };
  const { bill } = await mutate<Issued>(treasurer, 'issueAgencyBill', input, 'bill { id amount }');
  const csv = await (await fetch(`${treasurer.url}${(await pathsOf(treasurer, bill.id))?.file.path}`)).text();
  const said = { [`SK-${city.city.code}-000001`]: `;BERHASIL;${bill.amount};` };
  const { resultId } = await sendResult(treasurer, bill.id, answered(csv, said));
  await mutate(treasurer, 'bookDeductionResult', { resultId, idempotencyKey: 'deducted' }, 'booking');
  const wish = { billId: bill.id, reason: REASON, idempotencyKey: 'advance' };
  const proposed = () =>
    mutate(treasurer, 'proposeAgencyAdvance', wish, 'advance { id }').then(
      () => true,
      () => false, // it is being booked
    );
  await eventually(proposed, (it) => it);
}

/** What a rule may rightly refuse on some day of this city: the row is then made by `rows.ts`. */
const tried = (work: Promise<unknown>) => work.catch(() => undefined);
