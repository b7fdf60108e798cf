import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, inventedNik, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { merges } from '../support/duplicates';
import { refusedWith } from '../support/payroll';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

const NGALIYAN = '33.74.15.1007';
const MERGING = { reason: 'NIK pertama salah ketik, KTP sudah dilihat' };

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let bpjs: Visitor;
/** Whose month it was all along, and for whom the claim is filed. */
let other: string;
let kept: string;
let claimId: string;
let noticeId: string;
let keys = 0;
const key = () => `month-${++keys}`;

async function registers(name: string, number: number): Promise<string> {
  const about = { nik: inventedNik(number), birthDate: '1970-08-12', kelurahan: NGALIYAN };
  return (await semarang.worker(name, about)).id;
}

async function merged(): Promise<string> {
  const input = { keptId: kept, mergedId: other, ...MERGING, idempotencyKey: key() };
  const merge = await merges(admin, input);
  await semarang.becomesCovered({ id: kept }, '2026-12-10');
  return merge.id;
}

const parted = (mergeId: string) =>
  refusedWith(admin, 'undoMerge', {
    mergeId,
    reason: 'Dukcapil: dua orang bersaudara',
    idempotencyKey: key(),
  });

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  const sari = await semarang.donor('Bu Sari');
  other = await registers('Soeparno', 8_801);
  kept = await registers('Suparno', 8_802);
  const pledge = await sari.offers({ worker: { id: other }, firstMonth: '2026-12', months: 3 });
  await sari.pays(await sari.invoiceFor(pledge));
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  lindungi = await lindungi.goesOnAt('2026-12-10');
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  bpjs = await semarang.as('bpjs');
  await semarang.bpjsReceipts('2026-12');
  await semarang.becomesCovered({ id: other }, '2026-12-10');
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const reasons = async (who: Visitor): Promise<string[]> => {
  const { claim } = await ask<{ claim: { state: string; reasons: { code: string; message: string }[] } }>(
    who,
    'query($id: ID!) { claim(id: $id) { state reasons { code message } } }',
    { id: claimId },
  );
  return claim.reasons.map(({ code }) => code);
};

interface Notice {
  id: string;
  duty: string;
  phase: string;
  month: string | null;
  message: string;
  claim: { id: string } | null;
}

const LIST = '{ dutyNotices { edges { node { id duty phase month message claim { id } } } } }';
const notices = async (who: Visitor): Promise<Notice[]> =>
  (await ask<{ dutyNotices: { edges: { node: Notice }[] } }>(who, LIST)).dutyNotices.edges.map(
    (it) => it.node,
  );

describe('a claim that rests on the month of somebody else', () => {
  test('is filed while two entries are one person, and nothing speaks against it', async () => {
    const mergeId = await merged();
    const died = { workerId: kept, programme: 'JKM', occurredOn: '2026-12-10', idempotencyKey: key() };
    const filed = await mutate<{ claim: { id: string } }>(bpjs, 'fileClaim', died, 'claim { id }');
    claimId = filed.claim.id;
    expect(await reasons(bpjs)).toEqual([]);
    expect(await notices(bpjs)).toEqual([]);

    const watching = watch<{ dutyNoticed: { open: number; notice: Notice | null } }>(
      bpjs,
      'subscription { dutyNoticed { open notice { id duty phase month message claim { id } } } }',
    );
    expect((await watching.next()).dutyNoticed).toEqual({ open: 0, notice: null });
    expect(await parted(mergeId)).toEqual([]);
    const { dutyNoticed } = await watching.next();
    expect(dutyNoticed).toMatchObject({
      open: 1,
      notice: { duty: 'REVIEW', phase: 'NOW', month: '2026-12', claim: { id: claimId } },
    });
    expect(dutyNoticed.notice?.message).toMatch(/Desember 2026.*tidak lagi tercatat terlindungi/);
    await watching.stop();
  });

  test('stands, says so itself, and is on the list of the branch, the city and its kecamatan alone', async () => {
    expect(await reasons(bpjs)).toEqual(['MONTH_NO_LONGER_COVERED']);
    const [notice] = await notices(bpjs);
    noticeId = notice!.id;
    for (const who of [admin, await semarang.camatOf('33.74.15')])
      expect(await notices(who)).toEqual([notice]);
    expect(await notices(await semarang.camatOf('33.74.01'))).toEqual([]);
    expect((await post(await semarang.as('sari'), LIST)).text).toContain('FORBIDDEN');
    const { text } = await post(
      admin,
      `{ benefitsTrail(kind: "Claim", object: "${claimId}") { edges { node { act } } } }`,
    );
    expect(text).toContain('monthNoLongerCovered');
  });

  test('one person after all: it rests on its month again, and nobody need look', async () => {
    const mergeId = await merged();
    expect(await reasons(bpjs)).toEqual([]);
    expect(await notices(bpjs)).toEqual([]);
    expect(await parted(mergeId)).toEqual([]);
    await eventually(
      () => reasons(bpjs),
      (it) => it.length === 1,
    );
    expect(await notices(bpjs)).toMatchObject([{ id: noticeId }]);
  });

  test('whoever looked says what they found, once, with a deed; the claim goes on saying what is known', async () => {
    const closing = { noticeId, finding: 'BPJS diberi tahu, klaim dihentikan' };
    const refused = (who: Visitor, more: object) =>
      refusedWith(who, 'closeReview', { ...closing, ...more, idempotencyKey: key() });
    expect(await refused(await semarang.camatOf('33.74.01'), {})).toEqual(['DUTY_NOTICE_NOT_FOUND']);
    expect(await refused(bpjs, { finding: 'NIK 3374150107040001' })).toEqual(['FINDING_REFUSED']);
    expect(await refused(bpjs, {})).toEqual([]);
    expect(await refused(bpjs, {})).toEqual(['DUTY_NOTICE_NOT_FOUND']);
    expect(await notices(bpjs)).toEqual([]);
    expect(await reasons(bpjs)).toEqual(['MONTH_NO_LONGER_COVERED']);
    const { text } = await post(
      admin,
      `{ benefitsTrail(kind: "Claim", object: "${claimId}") { edges { node { act reason } } } }`,
    );
    expect(text).toContain('BPJS diberi tahu, klaim dihentikan');
    expect(await lindungi.broken()).toEqual([]);
  });
});
