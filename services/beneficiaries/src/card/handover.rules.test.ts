import { describe, expect, test } from '@jest/globals';
import { type CardOnItsWay, handOver, undoHandover } from './handover.rules';

const printed: CardOnItsWay = {
  workerId: 'budi',
  name: 'Budi',
  cardId: 'c1',
  issuedOn: '2026-11-01',
  edition: 1,
  lastEdition: 1,
  handoverId: null,
  handoverRecordedOn: null,
};
const handed: CardOnItsWay = { ...printed, handoverId: 'h1', handoverRecordedOn: '2026-11-22' };
const refused = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a card is handed over', () => {
  test.each<[string, CardOnItsWay, `${number}-${number}-${number}`, unknown]>([
    ['once it is printed', printed, '2026-11-22', { cardId: 'c1', edition: 1 }],
    ['also on the day of its issue', printed, '2026-11-01', { cardId: 'c1', edition: 1 }],
    [
      'not before BPJS gave a number',
      { ...printed, cardId: null, edition: null },
      '2026-11-22',
      'CARD_NOT_ISSUED',
    ],
    ['not before it is printed', { ...printed, edition: null }, '2026-11-22', 'CARD_NOT_PRINTED'],
    ['not twice', handed, '2026-11-22', 'CARD_ALREADY_HANDED_OVER'],
    ['not tomorrow', printed, '2026-11-23', 'HANDOVER_DATE_REFUSED'],
    ['not before its issue', printed, '2026-10-31', 'HANDOVER_DATE_REFUSED'],
  ])('%s', (_, card, on, answer) => {
    expect(refused(() => handOver(card, on, '2026-11-22'))).toEqual(answer);
  });
});

describe('a wrong mark is taken back', () => {
  test.each<[string, CardOnItsWay, `${number}-${number}-${number}`, unknown]>([
    ['within seven days', handed, '2026-11-29', { handoverId: 'h1', cardId: 'c1' }],
    ['not on the eighth', handed, '2026-11-30', 'UNDO_TOO_LATE'],
    ['only where there is one', printed, '2026-11-22', 'CARD_NOT_HANDED_OVER'],
  ])('%s', (_, card, today, answer) => expect(refused(() => undoHandover(card, today))).toEqual(answer));
});
