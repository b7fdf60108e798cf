import { expect, test } from '@jest/globals';
import { fastTypes, isoInstant, safeInteger } from './fast-types';

test.each([
  ['2026-11-22 03:04:05+00', '2026-11-22T03:04:05.000Z'],
  ['2026-11-22 03:04:05.6+00', '2026-11-22T03:04:05.600Z'],
  ['2026-11-22 03:04:05.678901+00', '2026-11-22T03:04:05.678Z'],
  ['2026-11-22 23:59:59.999999+00', '2026-11-22T23:59:59.999Z'],
])('%s is %s', (postgres, iso) => {
  expect(isoInstant(postgres)).toBe(iso);
  expect(new Date(isoInstant(postgres)).toISOString()).toBe(iso);
});

test.each([
  'infinity',
  '-infinity',
  '2026-11-22 03:04:05+07',
  '0044-03-15 00:00:00+00 BC',
  '12026-01-01 00:00:00+00',
])('%s is refused rather than guessed', (postgres) => {
  expect(() => isoInstant(postgres)).toThrow(RangeError);
});

test('a bigint is a number, exactly, or an error', () => {
  expect(safeInteger('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => safeInteger('9007199254740992')).toThrow(RangeError);
});

test('lists are read like what they list', () => {
  expect(fastTypes.getTypeParser(1016)('{1,NULL,3}')).toEqual([1, null, 3]);
  expect(fastTypes.getTypeParser(1182)('{2026-01-01}')).toEqual(['2026-01-01']);
  expect(fastTypes.getTypeParser(1185)('{"2026-11-22 03:04:05+00"}')).toEqual(['2026-11-22T03:04:05.000Z']);
  expect(fastTypes.getTypeParser(1082)('2026-01-01')).toBe('2026-01-01');
  expect(fastTypes.getTypeParser(23)('42')).toBe(42);
});
