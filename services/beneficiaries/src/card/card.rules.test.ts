import { describe, expect, test } from '@jest/globals';
import { parseKpj } from '@lindungi/jamsostek';
import { admitCards, type CardForm, readCards } from './card.rules';

const today = '2026-11-22';
const card: CardForm = { workerId: 'budi', kpj: '2001 234 5678', issuedOn: today };
const number = parseKpj('20012345678');
const codes = (refused: readonly { row: number; refusal: { code: string } }[]) =>
  refused.map(({ row, refusal }) => [row, refusal.code]);

describe('a list of cards', () => {
  test('is read with each number in one form', () => {
    expect(readCards([card], today).read).toEqual([
      { row: 1, workerId: 'budi', kpj: number, issuedOn: today },
    ]);
  });

  test('leaves out bad rows and keeps the others', () => {
    const { read, refused } = readCards(
      [{ ...card, kpj: '2001234567' }, card, { ...card, issuedOn: '2026-11-23' }],
      today,
    );
    expect(read.map(({ row }) => row)).toEqual([2]);
    expect(codes(refused)).toEqual([
      [1, 'KPJ_MALFORMED'],
      [3, 'CARD_DATE_REFUSED'],
    ]);
  });
});

describe('a card', () => {
  const admit = (cards: CardForm[], holders: [typeof number, string][] = []) =>
    admitCards(readCards(cards, today).read, new Set(['budi', 'siti']), new Map(holders));

  test('is news the first time, and neither news nor refused the second', () => {
    expect(admit([card, card]).fresh.map(({ row }) => row)).toEqual([1]);
    expect(admit([card], [[number, 'budi']])).toEqual({ fresh: [], refused: [] });
  });

  test('is not for two workers, of this list or of an earlier one', () => {
    expect(codes(admit([card, { ...card, workerId: 'siti' }]).refused)).toEqual([
      [2, 'CARD_OF_ANOTHER_WORKER'],
    ]);
    expect(codes(admit([card], [[number, 'siti']]).refused)).toEqual([[1, 'CARD_OF_ANOTHER_WORKER']]);
  });

  test('is for a worker of the city', () => {
    expect(codes(admit([{ ...card, workerId: 'joko' }]).refused)).toEqual([[1, 'WORKER_NOT_FOUND']]);
  });
});
