import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let palangka: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;
let pledge: PledgeInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  palangka = lindungi.city('6271-kota-palangka-raya');
  sari = await palangka.donor('Bu Sari');
  budi = await palangka.worker('Pak Budi', { kelurahan: '62.71.01.1001' });
  pledge = await sari.offers({ worker: budi, firstMonth: '2026-11', months: 3 });
  await sari.pays(await sari.invoiceFor(pledge));
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  await palangka.bpjsReceipts('2026-11');
  await palangka.becomesCovered(budi, '2026-11-22');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const CHECK = `query($id: ID!) { coverageCheck(workerId: $id, at: "2026-11-22") { covered receipt reasons { code } } }`;
const check = async (visitor: Visitor) =>
  (
    await ask<{ coverageCheck: { covered: boolean; receipt: string | null; reasons: { code: string }[] } }>(
      visitor,
      CHECK,
      { id: budi.id },
    )
  ).coverageCheck;
const file = (visitor: Visitor, more: object) => {
  const input = { workerId: budi.id, programme: 'JKM', occurredOn: '2026-11-22', ...more };
  return mutate<{ claim: { id: string; state: string } }>(visitor, 'fileClaim', input, 'claim { id state }');
};
const claimsSeenBy = async (visitor: Visitor) =>
  (
    await ask<{ claims: { edges: { node: { state: string } }[] } }>(
      visitor,
      '{ claims { edges { node { state } } } }',
    )
  ).claims.edges.map((it) => it.node.state);

describe('a death in Pahandut', () => {
  test('is checked and filed by the officer of Pahandut', async () => {
    const pahandut = await palangka.camatOf('62.71.01');
    expect(await check(pahandut)).toMatchObject({ covered: true, receipt: expect.stringMatching(/^TB-/) });
    expect((await file(pahandut, { idempotencyKey: 'one' })).claim.state).toBe('FILED');
  });

  test('is none of the officer of Jekan Raya, who is told that only their own kecamatan was looked at', async () => {
    const jekan = await palangka.camatOf('62.71.03');
    const answer = await check(jekan);
    expect(answer).toMatchObject({ covered: false, receipt: null });
    expect(answer.reasons.map((it) => it.code)).toContain('ONLY_YOUR_KECAMATAN');
    expect(await claimsSeenBy(jekan)).toEqual([]);
    await expect(file(jekan, { idempotencyKey: 'two' })).rejects.toThrow('CLAIM_MONTH_NOT_PROTECTED');
  });

  test('happens once: a second claim is refused, a correction takes the place of the first', async () => {
    const pahandut = await palangka.camatOf('62.71.01');
    await expect(file(pahandut, { programme: 'JKK', idempotencyKey: 'three' })).rejects.toThrow(
      'CLAIM_ALREADY_FILED',
    );
    const first = await ask<{ claims: { edges: { node: { id: string } }[] } }>(
      pahandut,
      '{ claims { edges { node { id } } } }',
    );
    const replaces = first.claims.edges[0]?.node.id;
    await file(pahandut, { programme: 'JKK', replaces, idempotencyKey: 'four' });
    expect((await claimsSeenBy(pahandut)).sort()).toEqual(['FILED', 'REPLACED']);
  });

  test('the covered months are seen by the donor whose pledge protects them, and by no other', async () => {
    const query = `query($id: ID!) { pledge(id: $id) { worker { coverage { month } } } }`;
    const own = await post<{ pledge: { worker: { coverage: object[] } } }>(sari.visitor, query, {
      id: pledge.id,
    });
    expect(own.data?.pledge.worker.coverage).toEqual([{ month: '2026-11' }]);
    const dewi = await palangka.donor('Bu Dewi');
    const second = await dewi.offers({ worker: budi, firstMonth: '2027-06', months: 1 });
    const other = await post<{ pledge: { worker: { coverage: object[] } | null } }>(dewi.visitor, query, {
      id: second.id,
    });
    expect(other.text).not.toContain('2026-11');
  });
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
