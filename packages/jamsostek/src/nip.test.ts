import { describe, expect, test } from '@jest/globals';
import { KpjMalformed, maskKpj, parseKpj } from './kpj';
import { maskNip, NipMalformed, parseNip } from './nip';

describe('a NIP', () => {
  test.each([
    ['the example of BKN', '19660801 198803 1 001', 'PNS', '1966-08-01'],
    ['appointed in December', '198001012010122003', 'PNS', '1980-01-01'],
    ['a month 24 is a PPPK, part time', '199009132025242014', 'PPPK', '1990-09-13'],
    ['a month 21 is a PPPK', '199009132023211001', 'PPPK', '1990-09-13'],
    ['a month 00 is no month', '199009132023001001', 'PPPK', '1990-09-13'],
    ['a PPPK whose last digits follow no known rule', '199009132025249000', 'PPPK', '1990-09-13'],
    ['appointed in the month of turning seventeen', '198003152000031001', 'PNS', '1980-03-15'],
    ['appointed in the very month of turning seventeen', '198003151997031001', 'PNS', '1980-03-15'],
  ])('%s', (_, text, kind, birth) => {
    expect(parseNip(text)).toEqual({ nip: text.replaceAll(' ', ''), kind, birth });
  });

  test.each([
    ['seventeen digits', '19660801198803100'],
    ['a NIK', '3374154107900001'],
    ['born on 31 September', '196609311988031001'],
    ['neither man nor woman', '196608011988033001'],
    ['serial 000', '196608011988031000'],
    ['appointed a month before turning seventeen', '198003151997021001'],
  ])('is refused: %s', (_, text) => expect(() => parseNip(text)).toThrow(NipMalformed));

  test('does not show a birth', () => {
    expect(maskNip(parseNip('196608011988031001').nip)).toBe('••••••••••••••1001');
  });
});

describe('a KPJ', () => {
  test('has eleven digits', () => expect(parseKpj('1234 5678 901')).toBe('12345678901'));

  test.each(['1234567890', '123456789012', '1234567890a', ''])('is refused: "%s"', (text) => {
    expect(() => parseKpj(text)).toThrow(KpjMalformed);
  });

  test('shows only its end', () => expect(maskKpj(parseKpj('12345678901'))).toBe('•••••••8901'));
});
