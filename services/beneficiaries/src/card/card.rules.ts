import { DomainError, type Kpj, type LocalDate, parseKpj } from '@lindungi/jamsostek';
import { WorkerNotFound } from '../worker/worker.errors';
import { CardDateRefused, CardOfAnotherWorker } from './card.errors';

/** A card as BPJS tells of it. */
export interface CardForm {
  workerId: string;
  kpj: string;
  issuedOn: LocalDate;
}

/** A card understood; `row` counts from 1, as in the list it came from. */
export interface CardRead {
  row: number;
  workerId: string;
  kpj: Kpj;
  issuedOn: LocalDate;
}

export interface CardRefused {
  row: number;
  refusal: DomainError;
}

/** Reads cards one by one; a bad one (KPJ_MALFORMED, CARD_DATE_REFUSED) does not stop the others. */
export function readCards(
  cards: readonly CardForm[],
  today: LocalDate,
): { read: CardRead[]; refused: CardRefused[] } {
  return sortedOut(
    cards.map((card, index) => ({ ...card, row: index + 1 })),
    (card) => {
      const kpj = parseKpj(card.kpj);
      if (card.issuedOn > today) throw new CardDateRefused();
      return { ...card, kpj, workerId: card.workerId.toLowerCase() };
    },
  );
}

/**
 * Which cards are news. A worker keeps the number a card once had: the same card again is no news
 * and no refusal; on another's name it is CARD_OF_ANOTHER_WORKER; of nobody here, WORKER_NOT_FOUND.
 *
 * @param workers  those the city has
 * @param holders  the worker of each number that is recorded
 */
export function admitCards(
  cards: readonly CardRead[],
  workers: ReadonlySet<string>,
  holders: ReadonlyMap<Kpj, string>,
): { fresh: CardRead[]; refused: CardRefused[] } {
  const holderOf = new Map(holders);
  const { read, refused } = sortedOut(cards, (card) => {
    if (!workers.has(card.workerId)) throw new WorkerNotFound();
    const holder = holderOf.get(card.kpj);
    if (holder !== undefined && holder !== card.workerId) throw new CardOfAnotherWorker();
    holderOf.set(card.kpj, card.workerId);
    return { card, isNews: holder === undefined };
  });
  return { fresh: read.filter(({ isNews }) => isNews).map(({ card }) => card), refused };
}

function sortedOut<Row extends { row: number }, Read>(
  rows: readonly Row[],
  readRow: (row: Row) => Read,
): { read: Read[]; refused: CardRefused[] } {
  const read: Read[] = [];
  const refused: CardRefused[] = [];
  for (const row of rows) {
    try {
      read.push(readRow(row));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ row: row.row, refusal: error });
    }
  }
  return { read, refused };
}
