import { addDays, type LocalDate } from '@lindungi/jamsostek';
import {
  CardAlreadyHandedOver,
  CardNotHandedOver,
  CardNotIssued,
  CardNotPrinted,
  HandoverDateRefused,
  UndoTooLate,
} from './handover.errors';

/** Days in which a wrong mark may be taken back: a ceremony and the week in which its list is gone through again. */
export const UNDO_DAYS = 7;

/** A worker's latest card on its way; what is null has not happened, or was taken back. */
export interface CardOnItsWay {
  workerId: string;
  name: string;
  cardId: string | null;
  issuedOn: LocalDate | null;
  /** Of the print in force. */
  edition: number | null;
  /** Of all prints, lost ones too; 0 before the first. */
  lastEdition: number;
  handoverId: string | null;
  handoverRecordedOn: LocalDate | null;
}

/**
 * Whether a card may be marked as handed over on a day.
 *
 * @throws CardNotIssued, CardNotPrinted, CardAlreadyHandedOver, HandoverDateRefused
 */
export function handOver(
  card: CardOnItsWay,
  on: LocalDate,
  today: LocalDate,
): { cardId: string; edition: number } {
  const { cardId, edition } = card;
  if (cardId === null) throw new CardNotIssued();
  if (edition === null) throw new CardNotPrinted();
  if (card.handoverId !== null) throw new CardAlreadyHandedOver();
  if (on > today || on < card.issuedOn!) throw new HandoverDateRefused();
  return { cardId, edition };
}

/**
 * The mark that is taken back.
 *
 * @throws CardNotHandedOver, UndoTooLate
 */
export function undoHandover(card: CardOnItsWay, today: LocalDate): { handoverId: string; cardId: string } {
  const { handoverId, handoverRecordedOn, cardId } = card;
  if (handoverId === null || handoverRecordedOn === null || cardId === null) throw new CardNotHandedOver();
  if (today > addDays(handoverRecordedOn, UNDO_DAYS)) throw new UndoTooLate(UNDO_DAYS);
  return { handoverId, cardId };
}
