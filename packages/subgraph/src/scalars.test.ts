import { describe, expect, test } from '@jest/globals';
import { parseValue } from 'graphql';
import { DateTime, EventCursor, LocalDateScalar, RupiahScalar, YearMonth } from './scalars';

describe('Rupiah', () => {
  test.each([
    [42_000, 42_000],
    ['9007199254740991', 9_007_199_254_740_991],
    [-8_400, -8_400],
    ['-8400', -8_400],
    [0, 0],
  ])('%p is %p', (given, read) => {
    expect(RupiahScalar.parseValue(given)).toBe(read);
    expect(RupiahScalar.serialize(given)).toBe(read);
  });

  test.each([0.5, '0.5', '1e3', '', ' 1', '１０', '9007199254740993', Number.NaN, null, true, [1]])(
    '%p is none',
    (given) => {
      expect(() => RupiahScalar.parseValue(given)).toThrow(/whole number/);
    },
  );

  test('is read from a document without passing through an Int', () => {
    expect(RupiahScalar.parseLiteral(parseValue('9000000000'))).toBe(9e9);
    expect(RupiahScalar.parseLiteral(parseValue('"9000000000"'))).toBe(9e9);
    expect(() => RupiahScalar.parseLiteral(parseValue('1.5'))).toThrow();
    expect(() => RupiahScalar.parseLiteral(parseValue('{ a: 1 }'))).toThrow();
  });
});

test.each([
  [YearMonth, '2026-03', ['2026-13', '2026-3', '2026-03-01', 202_603]],
  [LocalDateScalar, '2024-02-29', ['2026-02-29', '2026-11-31', '2026-11-22T00:00:00Z', '22-11-2026']],
  [EventCursor, 'ZXBvY2g6MTox.bWFyaw', ['', 'a b', `${'x'.repeat(500)}`, 7]],
])('%s reads what it writes and refuses the rest', (scalar, good, bad) => {
  expect(scalar.parseValue(good)).toBe(good);
  expect(scalar.serialize(good)).toBe(good);
  for (const it of bad) expect(() => scalar.parseValue(it)).toThrow();
});

describe('DateTime', () => {
  test('is an instant, whichever zone it is written in', () => {
    expect(DateTime.parseValue('2026-03-01T09:00:00+07:00')).toEqual(new Date('2026-03-01T02:00:00Z'));
  });

  test('is written from a Date and from the text of a row alike', () => {
    expect(DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(DateTime.serialize('1970-01-01T00:00:00.000Z')).toBe('1970-01-01T00:00:00.000Z');
  });

  test.each(['2026-03-01', '2026-03-01T09:00', 'now', 0])('%p is none, for it does not say when', (given) => {
    expect(() => DateTime.parseValue(given)).toThrow();
  });
});
