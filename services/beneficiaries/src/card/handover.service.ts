import { randomUUID } from 'node:crypto';
import type { LocalDate } from '@lindungi/jamsostek';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { hideName } from '../worker/numbers.rules';
import { auditReason, checkImportSize } from '../worker/worker.rules';
import type { Receiver } from './card-state';
import { CardReasonRefused } from './handover.errors';
import { handOver, undoHandover } from './handover.rules';
import {
  type CardRowRefused,
  cardOnItsWay,
  cardsOnTheirWay,
  type Desk,
  eachCard,
  lockCards,
} from './on-the-way.service';

/** Who stands at the table where cards are handed over, and which day it is there. */
export interface Table {
  by: Actor;
  desk: Desk;
  today: LocalDate;
}

/**
 * Marks the cards of these workers as handed over, once for each key; one that is refused does not stop the others.
 *
 * @returns whose cards were marked, and the rows left out: CARD_NOT_ISSUED, CARD_NOT_PRINTED,
 *   CARD_ALREADY_HANDED_OVER, HANDOVER_DATE_REFUSED, WORKER_NOT_FOUND
 * @throws ImportSizeRefused
 */
export function handOverOnce(
  tx: InCity,
  asked: Asked,
  { workerIds, on, to }: { workerIds: readonly string[]; on: LocalDate; to: Receiver },
  { by, desk, today }: Table,
): Promise<{ workerIds: string[]; refused: CardRowRefused[] }> {
  return once(tx, asked, async () => {
    checkImportSize(workerIds.length);
    await lockCards(tx);
    const cards = await cardsOnTheirWay(tx, workerIds, desk);
    const { decided, refused } = eachCard(workerIds, cards, (card) => ({
      workerId: card.workerId,
      ...handOver(card, on, today),
    }));
    for (const { cardId, edition } of decided) {
      tx.write(
        `insert into card_handover (city_id, id, card_id, edition, handed_on, handed_to, handed_by, recorded_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [tx.city.code, randomUUID(), cardId, edition, on, to, by.subject, today],
      );
      const after = { handedOn: on, to };
      recordDeed(tx, { by, act: 'markCardHandedOver', kind: 'Card', object: cardId, after });
    }
    return { workerIds: decided.map(({ workerId }) => workerId), refused };
  });
}

/**
 * Takes a wrong mark back, within some days. What was marked, and that it was wrong, stays in the trail.
 *
 * @throws CardReasonRefused, WorkerNotFound, CardNotHandedOver, UndoTooLate
 */
export function undoHandoverOnce(
  tx: InCity,
  asked: Asked,
  { workerId, reason: typed }: { workerId: string; reason: string },
  { by, desk, today }: Table,
): Promise<null> {
  return once(tx, asked, async () => {
    const said = auditReason(typed, CardReasonRefused);
    await lockCards(tx);
    const card = await cardOnItsWay(tx, workerId, desk);
    const { handoverId, cardId } = undoHandover(card, today);
    tx.write(`update card_handover set undone_by = $3, undone_at = now() where city_id = $1 and id = $2`, [
      tx.city.code,
      handoverId,
      by.subject,
    ]);
    const reason = hideName(said, card.name);
    recordDeed(tx, { by, act: 'undoCardHandedOver', kind: 'Card', object: cardId, reason });
    return null;
  });
}
