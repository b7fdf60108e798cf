import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-12-10' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

describe('the sister of a worker complains', () => {
  const file = async (who: Visitor, more: object) =>
    mutate<{ grievanceId: string; answerBy: string; code: string | null }>(
      who,
      'fileGrievance',
      { category: 'CLAIM', words: 'Petugas tidak datang. NIK 9974 0101 0190 0001', ...more },
      'grievanceId answerBy code',
    );
  const LIST = '{ grievances { edges { node { id words anonymous state daysLate answers { words } } } } }';

  test('without a name, follows it by a code, and is kept nowhere', async () => {
    const { grievanceId, code, answerBy } = await file(semarang.public, { anonymous: true });
    expect(answerBy).toBe('2026-12-24');
    const admin = await semarang.as('admin');
    const list = await post(admin, LIST);
    expect(list.text).toContain('Petugas tidak datang. NIK …');
    const answer = { grievanceId, words: 'Sudah kami datangi.', closes: true, idempotencyKey: 'jawab' };
    await mutate(admin, 'answerGrievance', answer, 'grievanceId');
    expect(await refusedWith(admin, 'answerGrievance', { ...answer, idempotencyKey: 'lagi' })).toEqual([
      'GRIEVANCE_CLOSED',
    ]);
    const byCode = `query($code: String!) { grievanceByCode(code: $code) { state words anonymous answers { words on } } }`;
    expect((await post(semarang.public, byCode, { code: code?.toLowerCase() })).data).toEqual({
      grievanceByCode: {
        state: 'CLOSED',
        words: null,
        anonymous: true,
        answers: [{ words: 'Sudah kami datangi.', on: '2026-12-10' }],
      },
    });
    expect((await post(semarang.public, byCode, { code: 'AAAA-AAAA-AAAA-AAAA' })).data).toEqual({
      grievanceByCode: null,
    });
  });

  test('signed in and without a name she is kept nowhere either; under her name only she and the city see it', async () => {
    await file(sari.visitor, { anonymous: true });
    const subject = await post(sari.visitor, LIST);
    expect(subject.data).toEqual({ grievances: { edges: [] } });
    const { grievanceId, code } = await file(sari.visitor, { idempotencyKey: 'satu' });
    expect(code).toBeNull();
    expect((await file(sari.visitor, { idempotencyKey: 'satu' })).grievanceId).toBe(grievanceId);
    expect((await post(sari.visitor, LIST)).text).toContain(grievanceId);
    const dewi = await semarang.donor('Bu Dewi');
    expect((await post(dewi.visitor, LIST)).data).toEqual({ grievances: { edges: [] } });
    const trail = await post(
      await semarang.as('admin'),
      '{ benefitsTrail(kind: "Grievance") { edges { node { act subject } } } }',
    );
    const acts = JSON.parse(trail.text).data.benefitsTrail.edges.map(
      ({ node }: { node: { act: string; subject: string | null } }) => [node.act, node.subject !== null],
    );
    expect(acts).toEqual([
      ['fileGrievance', true],
      ['fileGrievance', false],
      ['answerGrievance', true],
      ['fileGrievance', false],
    ]);
  });

  test('a visitor may not write under a name', async () => {
    expect(
      await refusedWith(semarang.public, 'fileGrievance', {
        category: 'OTHER',
        words: 'Terima kasih banyak.',
      }),
    ).toEqual(['UNAUTHENTICATED']);
  });
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
