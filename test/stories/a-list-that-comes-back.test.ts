import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, WorkerInWorld } from '../support/people';
import { type Answered, LIST, type List } from '../support/remittance';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;
let siti: WorkerInWorld;
let treasurer: Visitor;
let admin: Visitor;
let bpjs: Visitor;
let branch: string;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  treasurer = await semarang.as('bendahara');
  admin = await semarang.as('admin');
  bpjs = await semarang.as('bpjs');
  sari = await semarang.donor('Bu Sari');
  const ngaliyan = semarang.city.kecamatan.find(({ name }) => name === 'Ngaliyan')!;
  branch = ngaliyan.branch;
  const kelurahan = ngaliyan.kelurahan[0]!.code;
  budi = await semarang.worker('Pak Budi', { kelurahan });
  siti = await semarang.worker('Bu Siti', { kelurahan });
  for (const worker of [budi, siti]) {
    const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    await sari.pays(await sari.invoiceFor(pledge));
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  }
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const prepared = async (key: string) => {
  const input = { branch, through: '2026-12', idempotencyKey: key };
  return (await mutate<{ remittance: List }>(treasurer, 'prepareRemittance', input, LIST)).remittance;
};

const approved = (by: Visitor, { id: remittanceId }: List) => {
  const input = { remittanceId, transferReference: 'FT26327-001', idempotencyKey: `approve ${remittanceId}` };
  return mutate<{ remittance: List }>(by, 'approveRemittance', input, LIST);
};

let keys = 0;
const answeredByFile = (list: List, content: string, dryRun = false) => {
  const input = { remittanceId: list.id, receivedOn: '2026-11-22', content, dryRun };
  const wanted = `booked accepted rejected refused { row message } ${LIST}`;
  return mutate<Answered>(
    bpjs,
    'answerRemittanceByFile',
    { ...input, idempotencyKey: `file ${keys++}` },
    wanted,
  );
};

/** The list as its file says it, without the mark at its beginning. */
async function fileOf(list: List): Promise<string[][]> {
  const query = 'query($id: ID!) { remittanceFile(id: $id, format: CSV) { content } }';
  const { remittanceFile } = await ask<{ remittanceFile: { content: string } }>(bpjs, query, { id: list.id });
  const text = Buffer.from(remittanceFile.content, 'base64').toString('utf8').slice(1);
  return text
    .trim()
    .split('\n')
    .map((row) => row.split(','));
}

/** The branch fills in the last four columns of each row, and sends the file back. */
function filled(rows: string[][], answer: (workerId: string) => string[]): string {
  const [head = [], ...lines] = rows;
  return [head, ...lines.map((row) => [...row.slice(0, 8), ...answer(row[2] ?? '')])]
    .map((row) => row.join(','))
    .join('\n');
}

const figures = async () => {
  const query =
    '{ remittanceFigures(from: "2026-12", until: "2027-02") { branch month workers paid remitted onTheWay waiting refused } }';
  type Figures = Record<'workers' | 'paid' | 'remitted' | 'onTheWay' | 'waiting' | 'refused', number>;
  const found = await ask<{ remittanceFigures: (Figures & { month: string })[] }>(treasurer, query);
  for (const it of found.remittanceFigures) expect(it.paid).toBe(it.remitted + it.onTheWay + it.waiting);
  return found.remittanceFigures.find(({ month }) => month === '2026-12');
};

interface Task {
  id: string;
  kecamatan: string;
  month: string;
  reason: string;
  note: string | null;
  worker: { id: string } | null;
}

const tasks = async (of: Visitor, open = true): Promise<Task[]> => {
  const query =
    'query($open: Boolean!) { rejectionTasks(first: 10, open: $open) { edges { node { id kecamatan month reason note worker { id name } } } } }';
  const found = await post<{ rejectionTasks: { edges: { node: Task }[] } }>(of, query, { open });
  if (!found.data) throw new Error(JSON.stringify(found.errors));
  return found.data.rejectionTasks.edges.map(({ node }) => node);
};

describe("December's list", () => {
  let list: List;
  let rows: string[][];

  test('is drawn up by the treasurer, who may not let its transfer go', async () => {
    expect(await figures()).toMatchObject({ workers: 2, paid: 16_800, waiting: 16_800, onTheWay: 0 });
    list = await prepared('december');
    expect(list).toMatchObject({ state: 'PREPARED', amount: 16_800, transferReference: null });
    await expect(approved(treasurer, list)).rejects.toThrow('APPROVED_BY_ITS_MAKER');
    expect(await figures()).toMatchObject({ onTheWay: 16_800, waiting: 0 });
  });

  test('goes to BPJS as a file, which names nobody', async () => {
    rows = await fileOf(list);
    expect(rows).toHaveLength(3);
    expect(rows.slice(1).map((row) => [row[3], row[4], row[5], row[6]])).toEqual([
      ['2026-12', '16800', '50', '8400'],
      ['2026-12', '16800', '50', '8400'],
    ]);
    expect(rows.flat().join()).not.toMatch(new RegExp(`Budi|Siti|${budi.nik}|${siti.nik}`));
  });

  test('is answered only after a second person let the transfer go', async () => {
    const all = filled(rows, () => ['DITERIMA', '', 'TB-1', '']);
    await expect(answeredByFile(list, all)).rejects.toThrow('REMITTANCE_NOT_APPROVED');
    const { remittance } = await approved(admin, list);
    expect(remittance).toMatchObject({ state: 'APPROVED', transferReference: 'FT26327-001' });
    const again = { remittanceId: list.id, transferReference: 'FT-2', idempotencyKey: 'again' };
    await expect(mutate(admin, 'approveRemittance', again, 'remittance { id }')).rejects.toThrow(
      'REMITTANCE_ALREADY_APPROVED',
    );
  });

  test('a file with mistakes books nothing, and says in Indonesian where each of them is', async () => {
    const wrong = filled(rows, (worker) =>
      worker === budi.id ? ['OK', '', '', ''] : ['DITOLAK', '', '', ''],
    );
    const { booked, refused, remittance } = await answeredByFile(list, wrong);
    expect(booked).toBe(false);
    expect(refused.map(({ message }) => message).sort()).toEqual([
      'Kolom alasan: wajib, paling panjang 200 huruf.',
      'Kolom hasil: tulis DITERIMA atau DITOLAK.',
    ]);
    expect(remittance.state).toBe('APPROVED');
    await expect(answeredByFile(list, 'apa,ini\n1,2')).rejects.toThrow('SHEET_COLUMNS_WRONG');
    await expect(
      answeredByFile(
        list,
        filled(rows.slice(0, 2), () => ['DITERIMA', '', 'TB', '']),
      ),
    ).rejects.toThrow('REMITTANCE_LINES_MISMATCHED');
  });

  const answer = (worker: string) =>
    worker === budi.id ? ['DITERIMA', '12345678901', 'TB-77', ''] : ['DITOLAK', '', '', 'NIK tidak padan'];

  test('a dry run tells what would be booked, and books nothing', async () => {
    const looked = await answeredByFile(list, filled(rows, answer), true);
    expect(looked).toMatchObject({ booked: false, accepted: 1, rejected: 1, refused: [] });
    expect(looked.remittance.state).toBe('APPROVED');
  });

  test("the file books Pak Budi's month and refuses Bu Siti's; a second time it changes nothing", async () => {
    const said = await answeredByFile(list, filled(rows, answer));
    expect(said).toMatchObject({ booked: true, accepted: 1, rejected: 1 });
    const of = (worker: WorkerInWorld) => said.remittance.lines.find((it) => it.worker?.id === worker.id);
    // the treasurer may see no worker, BPJS may
    expect(of(budi)).toMatchObject({ state: 'ACCEPTED', receipt: 'TB-77', kpj: '•••••••8901' });
    expect(of(siti)).toMatchObject({ state: 'REJECTED', receipt: null });
    const again = await answeredByFile(list, filled(rows, answer));
    expect(again).toMatchObject({ booked: false, accepted: 1, rejected: 1, refused: [] });
    expect(await semarang.ledger()).toMatch(/REMITTANCE +\| bpjs 8400 \| held -8400/);
    const other = filled(rows, () => ['DITERIMA', '', 'TB-78', '']);
    await expect(answeredByFile(list, other)).rejects.toThrow('REMITTANCE_ALREADY_CONFIRMED');
    expect(await figures()).toMatchObject({ paid: 16_800, remitted: 8_400, waiting: 8_400, refused: 8_400 });
  });
});

describe("what BPJS refused of Bu Siti's", () => {
  test('is the task of the officer of her kecamatan, who sees her; the treasurer sees the task and not her', async () => {
    const [task] = await tasks(await semarang.as('camat'));
    expect(task).toMatchObject({ kecamatan: '33.74.15', month: '2026-12', reason: 'NIK tidak padan' });
    expect(task?.worker?.id).toBe(siti.id);
    expect((await tasks(treasurer))[0]?.worker).toBeNull();
  });

  test('is nothing to another city, to a donor or to a mayor', async () => {
    const palangkaRaya = lindungi.city('6271-kota-palangka-raya');
    expect(await tasks(await palangkaRaya.as('camat'))).toEqual([]);
    const [task] = await tasks(admin);
    const input = { taskId: task?.id, note: 'bukan milik saya', idempotencyKey: 'elsewhere' };
    await expect(
      mutate(await palangkaRaya.as('camat'), 'closeRejectionTask', input, 'task { id }'),
    ).rejects.toThrow('REJECTION_TASK_UNKNOWN');
    await expect(tasks(sari.visitor)).rejects.toThrow('FORBIDDEN');
    await expect(tasks(await semarang.as('walikota'))).rejects.toThrow('FORBIDDEN');
  });

  test('is done when the officer says what was done, once', async () => {
    const camat = await semarang.as('camat');
    const [task] = await tasks(camat);
    const input = { taskId: task?.id, note: 'NIK diperbaiki menurut KTP', idempotencyKey: 'done' };
    await mutate(camat, 'closeRejectionTask', input, 'task { id }');
    await expect(
      mutate(camat, 'closeRejectionTask', { ...input, idempotencyKey: 'twice' }, 'task { id }'),
    ).rejects.toThrow('REJECTION_TASK_UNKNOWN');
    expect(await tasks(camat)).toEqual([]);
    expect((await tasks(camat, false))[0]).toMatchObject({ note: 'NIK diperbaiki menurut KTP' });
  });

  test('goes out with the next list, and BPJS takes it: now she too is covered', async () => {
    const list = await prepared('december again');
    expect(list.amount).toBe(8_400);
    await approved(admin, list);
    await answeredByFile(
      list,
      filled(await fileOf(list), () => ['DITERIMA', '', 'TB-79', '']),
    );
    expect(await figures()).toMatchObject({ paid: 16_800, remitted: 16_800, waiting: 0, refused: 0 });
    expect(await semarang.becomesCovered(siti, '2026-12-10')).toBe(true);
    await eventually(
      () => lindungi.broken(),
      (it) => it.length === 0,
    );
  });
});

test('and every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
