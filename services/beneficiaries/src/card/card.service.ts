import { randomUUID } from 'node:crypto';
import { type Kpj, type LocalDate, maskKpj, type Words } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { move } from '../progress/progress.service';
import type { Vault } from '../worker/vault';
import { checkImportSize } from '../worker/worker.rules';
import { Card } from './card.entity';
import { admitCards, type CardForm, type CardRead, readCards } from './card.rules';

/** What recording needs besides the cards. */
export interface CardDesk {
  vault: Vault;
  by: Actor;
  today: LocalDate;
}

interface Holder {
  id: string;
  kecamatan: string;
  hasCard: boolean;
}

/**
 * Records the cards BPJS has issued, once for each key; a card that is refused does not stop the others.
 *
 * @returns how many were new, and the rows left out
 * @throws ImportSizeRefused
 */
export function recordCardsOnce(
  tx: InCity,
  asked: Asked,
  cards: readonly CardForm[],
  { vault, by, today }: CardDesk,
): Promise<{ recorded: number; refused: { row: number; code: string; words: Words }[] }> {
  return once(tx, asked, async () => {
    checkImportSize(cards.length);
    // One delivery at a time in a city: two could give one number to two workers, or count one worker twice.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cards ${tx.city.code}`]);

    const { read, refused: unread } = readCards(cards, today);
    const workers = await workersOf(tx, read);
    const holders = await holdersOf(tx, read, vault);
    const { fresh, refused } = admitCards(read, new Set(workers.keys()), holders);

    const rows = fresh.map((card) => rowOf(tx.city.code, card, vault, by.subject));
    tx.insert(Card, rows);
    for (const { id = '', workerId, issuedOn } of rows) {
      recordDeed(tx, { by, act: 'recordCards', kind: 'Card', object: id, after: { workerId, issuedOn } });
    }
    const first = new Set(
      fresh.map(({ workerId }) => workers.get(workerId)!).filter(({ hasCard }) => !hasCard),
    );
    move(
      tx,
      [...first].map(({ kecamatan }) => ({ kecamatan, figure: 'cards', by: 1 })),
    );

    const inOrder = [...unread, ...refused].sort((a, b) => a.row - b.row);
    return {
      recorded: fresh.length,
      refused: inOrder.map(({ row, refusal: { code, words } }) => ({ row, code, words })),
    };
  });
}

function rowOf(
  city: string,
  { workerId, kpj, issuedOn }: CardRead,
  vault: Vault,
  recordedBy: string,
): Partial<Card> {
  const id = randomUUID();
  return {
    id,
    workerId,
    kpjSealed: vault.seal(city, { table: 'card', column: 'kpj_sealed', row: id }, kpj),
    kpjIndex: vault.kpjIndex(city, kpj),
    kpj: maskKpj(kpj),
    issuedOn,
    recordedBy,
  };
}

async function workersOf(tx: InCity, cards: readonly CardRead[]): Promise<Map<string, Holder>> {
  const found = await tx.query<Holder>(
    `select w.id, w.kecamatan,
            exists (select from card c where c.city_id = $1 and c.worker_id = w.id) as "hasCard"
       from worker w where w.city_id = $1 and w.id = any($2::uuid[]) and w.merged_into is null`,
    [tx.city.code, uuidsOf(cards, 'workerId')],
  );
  return new Map(found.map((worker) => [worker.id, worker]));
}

/** Which of these numbers are recorded, and for whom. */
async function holdersOf(tx: InCity, cards: readonly CardRead[], vault: Vault): Promise<Map<Kpj, string>> {
  const byMark = new Map(cards.map(({ kpj }) => [vault.kpjIndex(tx.city.code, kpj).toString('hex'), kpj]));
  const found = await tx.query<{ mark: string; workerId: string }>(
    `select encode(kpj_index, 'hex') as mark, worker_id as "workerId" from card
      where city_id = $1 and kpj_index in (select decode(m, 'hex') from unnest($2::text[]) as m)`,
    [tx.city.code, [...byMark.keys()]],
  );
  return new Map(found.map(({ mark, workerId }) => [byMark.get(mark)!, workerId]));
}
