import { DomainError, type Words } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { Sight } from '../worker/sight.rules';
import { WorkerNotFound } from '../worker/worker.errors';
import type { CardOnItsWay } from './handover.rules';

/** Whose cards an officer may print and hand over: of the whole city, or of one kecamatan. */
export type Desk = Pick<Sight, 'everyone' | 'area'>;

/** A row left out, in words for either language; kept for a replay. */
export interface CardRowRefused {
  row: number;
  code: string;
  words: Words;
}

/** The latest card of a worker, whose row is called `w`; nothing where BPJS has given no number yet. */
export const LATEST_CARD = `
  left join lateral (
    select c.id, c.kpj_sealed, c.kpj_mask, c.issued_on from card c
     where c.city_id = $1 and c.worker_id = w.id
     order by c.issued_on desc, c.recorded_at desc, c.id limit 1) c on true
  left join card_print p on p.city_id = $1 and p.card_id = c.id and p.revoked_at is null
  left join card_handover h on h.city_id = $1 and h.card_id = p.card_id and h.edition = p.edition
        and h.undone_at is null`;

/** One officer at a time moves the cards of a city: two would print two editions, or mark one card twice. */
export async function lockCards(tx: InCity): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cards ${tx.city.code}`]);
}

/** Where the cards of these workers are, by worker; whom the officer may not see is not there. */
export async function cardsOnTheirWay(
  tx: InCity,
  workerIds: readonly string[],
  { everyone, area }: Desk,
): Promise<Map<string, CardOnItsWay>> {
  const refs = workerIds.map((id) => ({ id }));
  const found = await tx.query<CardOnItsWay>(
    `select w.id as "workerId", w.name, c.id as "cardId", c.issued_on as "issuedOn", p.edition, h.id as "handoverId",
            h.recorded_on as "handoverRecordedOn",
            coalesce((select max(edition) from card_print where city_id = $1 and card_id = c.id), 0) as "lastEdition"
       from worker w ${LATEST_CARD}
      where w.city_id = $1 and w.id = any($2::uuid[]) and w.erased_at is null and ($3::boolean or w.kecamatan = $4)`,
    [tx.city.code, uuidsOf(refs), everyone, area],
  );
  return new Map(found.map((card) => [card.workerId, card]));
}

/** Where the card of one worker is. @throws WorkerNotFound */
export async function cardOnItsWay(tx: InCity, workerId: string, desk: Desk): Promise<CardOnItsWay> {
  const card = (await cardsOnTheirWay(tx, [workerId], desk)).get(workerId.toLowerCase());
  if (!card) throw new WorkerNotFound();
  return card;
}

/**
 * Decides card by card, in the order of the rows; one that is refused does not stop the others. A worker named twice
 * is decided once.
 */
export function eachCard<Decided>(
  workerIds: readonly string[],
  cards: ReadonlyMap<string, CardOnItsWay>,
  decide: (card: CardOnItsWay) => Decided,
): { decided: Decided[]; refused: CardRowRefused[] } {
  const decided: Decided[] = [];
  const refused: CardRowRefused[] = [];
  const named = new Set<string>();
  workerIds.forEach((typed, at) => {
    const id = typed.toLowerCase();
    if (named.has(id)) return;
    named.add(id);
    try {
      const card = cards.get(id);
      if (!card) throw new WorkerNotFound();
      decided.push(decide(card));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ row: at + 1, code: error.code, words: error.words });
    }
  });
  return { decided, refused };
}
