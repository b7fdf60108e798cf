import { setImmediate as turn } from 'node:timers/promises';
import { Refused } from '../refused';
import type { Alarm } from '../settings';
import { isForNow } from './planner';
import type { Prepared } from './prepared';
import type { Book, Shelf, StoredOperation } from './shelf';
import type { RefusedDocument } from './stored';

export interface ShelfPlanning {
  plan: (operation: StoredOperation) => Prepared | Promise<Prepared>;
  onPlanned: (prepared: Prepared) => void;
  onAlarm: (line: Alarm) => void;
  /** Nobody needs the rest any more. */
  isOver: () => boolean;
}

/**
 * Plans what is on the shelf and not planned yet, one after another. Resolves to what is not answered; the operator is
 * told of each once.
 */
export async function planShelf(shelf: Shelf, planning: ShelfPlanning): Promise<RefusedDocument[]> {
  const refused: RefusedDocument[] = [];
  for (const book of shelf.books) {
    // Who asks has a turn between any two of them.
    await turn();
    if (planning.isOver()) break;
    const why = await planBook(shelf, book, planning).catch(defect);
    if (!why) continue;
    refused.push({ id: book.id, name: book.name, errors: why.errors });
    if (!book.told) planning.onAlarm({ what: 'a stored operation is not answered', ...factsOf(book, why) });
    book.told = true;
  }
  return refused;
}

/** Why it is not answered, if it is not. */
async function planBook(
  shelf: Shelf,
  book: Book,
  { plan, onPlanned, onAlarm }: ShelfPlanning,
): Promise<Refused | undefined> {
  const operations = shelf.read(book);
  if (operations instanceof Refused) return operations;
  for (const it of operations.byName.values()) {
    try {
      const prepared = await plan(it);
      if (it.valid.conditions.length === 0) it.ready = prepared;
      onPlanned(prepared);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!isForNow(error)) return error;
      onAlarm({ what: 'a stored operation is not planned before it is asked', ...factsOf(book, error) });
    }
  }
  return undefined;
}

/** Whatever went wrong over one document is no reason to leave out the others. */
const defect = (error: unknown): Refused => Refused.because(String(error), 'PLANNING_FAILED');

const factsOf = ({ id, name }: Book, { message: reason }: Refused) => ({ id, name, reason });
