import { describe, expect, test } from '@jest/globals';
import { localDate, month, readLaw, rupiah } from '@lindungi/jamsostek';
import { type Letter, letterOf, mandateNumber, textToSign } from './mandate.rules';

const law = readLaw();
const today = localDate('2026-11-22');
const letter: Letter = {
  textVersion: 'potong-gaji-1',
  signedAs: 'Sari  Wulandari ',
  nipEnd: '2901',
  bank: 'Bank Jateng',
  cap: rupiah(33_600),
  proofHash: 'a'.repeat(64),
  firstMonth: month('2026-12'),
};

describe('a letter that lets pay be deducted', () => {
  test('is taken with the text of the day, from next month on', () => {
    expect(letterOf(law, letter, today)).toEqual({ ...letter, signedAs: 'Sari Wulandari' });
  });

  test('a newer text is to be signed from its own day on, and not before', () => {
    const mandateTexts = [
      ...law.mandateTexts,
      { ...law.mandateTexts[0]!, version: 'potong-gaji-2', from: localDate('2027-01-01') },
    ];
    expect(textToSign({ mandateTexts }, localDate('2026-12-31')).version).toBe('potong-gaji-1');
    expect(textToSign({ mandateTexts }, localDate('2027-01-01')).version).toBe('potong-gaji-2');
    expect(() => letterOf({ ...law, mandateTexts }, letter, localDate('2027-01-02'))).toThrow(
      /potong-gaji-2/,
    );
    expect(() => textToSign(law, localDate('2020-01-01'))).toThrow(RangeError);
  });

  test.each([
    ['a text nobody may sign', { textVersion: 'potong-gaji-0' }, 'MANDATE_TEXT_REFUSED'],
    ['this month is deducted already', { firstMonth: month('2026-11') }, 'MANDATE_START_REFUSED'],
    ['more than a year ahead', { firstMonth: month('2027-12') }, 'MANDATE_START_REFUSED'],
    ["less than one worker's full month", { cap: rupiah(16_799) }, 'MANDATE_CAP_REFUSED'],
    ['a slip of the finger', { cap: rupiah(10_000_001) }, 'MANDATE_CAP_REFUSED'],
    ['a cap below nothing', { cap: rupiah(-16_800) }, 'MANDATE_CAP_REFUSED'],
    ['no name', { signedAs: '  ' }, 'MANDATE_FIELD_REFUSED'],
    ['a whole NIP hidden in the name', { signedAs: 'Sari 19850412 2010012901' }, 'MANDATE_FIELD_REFUSED'],
    ['a line break in the bank', { bank: 'Bank\u0000Jateng' }, 'MANDATE_FIELD_REFUSED'],
    ['an account number as bank', { bank: '3001234567' }, 'MANDATE_FIELD_REFUSED'],
    ['full-width digits', { nipEnd: '２９０１' }, 'MANDATE_FIELD_REFUSED'],
    ['a hash of another length', { proofHash: 'a'.repeat(63) }, 'MANDATE_FIELD_REFUSED'],
  ])('%s: refused', (_, change, code) => {
    expect(() => letterOf(law, { ...letter, ...change }, today)).toThrow(expect.objectContaining({ code }));
  });

  test('has a number of its city', () => {
    expect(mandateNumber('3374', 123)).toBe('SK-3374-000123');
    expect(() => mandateNumber('3374', 1_000_000)).toThrow(RangeError);
  });
});
