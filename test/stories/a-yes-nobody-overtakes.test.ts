import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, inventedNip, mutate } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { officerOf } from '../support/payroll';
import { type DonorInWorld, type PledgeInWorld, pledgesOf, type WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let palangkaRaya: CityWorld;
/** Who hands on, who says yes, and who wants the same workers. */
let joko: DonorInWorld;
let wati: DonorInWorld;
let lia: DonorInWorld;

const WATI = 60_201;
const MONTHS = ['2026-12', '2027-01', '2027-02'];

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  joko = await semarang.donor('Pak Joko');
  lia = await semarang.donor('Bu Lia');
  const agency = semarang.city.agencies[0]?.code ?? '';
  await officerOf(semarang, await semarang.as('admin'), agency, WATI, ['DONOR']);
  wati = await semarang.byNip(inventedNip(WATI), 'Bu Wati');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** Pak Joko holds three months of a worker, and has asked Bu Wati to go on. */
async function asked(name: string): Promise<{ worker: WorkerInWorld; his: PledgeInWorld; question: string }> {
  const worker = await semarang.worker(name);
  const his = await joko.offers({ worker, firstMonth: '2026-12', months: 3 });
  await joko.invoiceFor(his);
  const input = { pledgeId: his.id, nip: inventedNip(WATI), idempotencyKey: `ask-${his.id}` };
  type Put = { handover: { id: string } };
  const { handover } = await mutate<Put>(joko.visitor, 'transferPledge', input, 'handover { id }');
  return { worker, his, question: handover.id };
}

const saysYes = (question: string) =>
  mutate(
    wati.visitor,
    'answerHandover',
    { handoverId: question, accept: true, idempotencyKey: `yes-${question}` },
    'handover { state }',
  );

interface Seen {
  id: string;
  monthList: string[];
  reservation: { state: string; reason: string | null; months: string[] };
  invoice: { amount: number; state: string } | null;
}

const SEEN = 'id monthList reservation { state reason months } invoice { amount state }';

/** Their pledges as soon as each of so many is answered. */
const answeredPledges = (who: DonorInWorld, many: number) =>
  eventually(
    () => pledgesOf<Seen>(who.visitor, SEEN),
    (them) => them.length === many && them.every(({ reservation }) => reservation.state !== 'PENDING'),
  );

test('who offers right after the yes, here or in another city, comes too late, however slow the house is', async () => {
  const { worker, his, question } = await asked('Pak Budi');
  const there = await palangkaRaya.worker('Pak Budi', { nik: worker.nik });
  const ani = await palangkaRaya.donor('Bu Ani');
  const keeper = lindungi.house.pid('beneficiaries') ?? 0;
  process.kill(keeper, 'SIGSTOP'); // nobody answers pledges while these three are made
  await saysYes(question);
  await lia.offers({ worker, firstMonth: '2026-12', months: 3 });
  await ani.offers({ worker: there, firstMonth: '2026-12', months: 3 });
  process.kill(keeper, 'SIGCONT');

  const [hers] = await answeredPledges(wati, 1);
  expect(hers).toMatchObject({ monthList: MONTHS, reservation: { state: 'RESERVED', months: MONTHS } });
  const [late] = await answeredPledges(lia, 1);
  expect(late?.reservation).toMatchObject({ state: 'TAKEN', reason: 'ALREADY_PLEDGED' });
  const [elsewhere] = await answeredPledges(ani, 1);
  expect(elsewhere?.reservation).toMatchObject({ state: 'TAKEN', reason: 'PROTECTED_ELSEWHERE' });

  await wati.invoiceFor({ id: hers!.id }, ({ state }) => state === 'ISSUED');
  await joko.invoiceFor(his, ({ state }) => state === 'CANCELLED');
  expect(await lindungi.broken()).toEqual([]);
});

test('of six workers whom others offer for while she says yes, she has all six', async () => {
  const six: Awaited<ReturnType<typeof asked>>[] = [];
  for (const name of ['Bu Satu', 'Bu Dua', 'Bu Tiga', 'Bu Empat', 'Bu Lima', 'Bu Enam'])
    six.push(await asked(name));
  const wants = ({ worker }: { worker: WorkerInWorld }) =>
    lia.offers({ worker, firstMonth: '2026-12', months: 3 });
  for (const one of six) {
    await Promise.all([wants(one), saysYes(one.question), wants(one), wants(one)]);
  }
  const hers = await answeredPledges(wati, 7);
  expect(hers.map(({ reservation }) => reservation.state)).toEqual(Array(7).fill('RESERVED'));
  const late = await answeredPledges(lia, 19);
  expect(late.map(({ reservation }) => reservation.state)).toEqual(Array(19).fill('TAKEN'));
  expect(await lindungi.broken()).toEqual([]);
});

test('what he paid in the moment of her yes stays his, and the worker is kept either way', async () => {
  const { worker, his, question } = await asked('Pak Rusdi');
  const invoice = await joko.invoiceFor(his);
  await Promise.all([joko.pays(invoice), saysYes(question)]);
  const [hers] = await answeredPledges(wati, 8);
  const kept = await semarang.monthsOf(worker);
  expect(kept.map(({ month }) => month)).toEqual(MONTHS);
  const paid = kept.every(({ state }) => state === 'PAID');
  expect(hers?.reservation.state).toBe(paid ? 'TAKEN' : 'RESERVED');
  await eventually(
    () => lindungi.broken(),
    (it) => it.length === 0,
  );
});
