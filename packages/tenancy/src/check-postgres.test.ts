import { describe, expect, test } from '@jest/globals';
import { judgePostgres, PostgresTooOld } from './check-postgres';

describe('a Postgres that shall hold two cities', () => {
  test.each([
    [180007, '18.7'],
    [170012, '17.12'],
    [160016, '16.16'],
    [150020, '15.20'],
    [190000, '19.0'],
  ])('%i is good', (number, version) => {
    expect(judgePostgres(number, version, true)).toEqual({ version });
  });

  test.each([
    [180004, '18.4', '18.7'],
    [150018, '15.18', '15.20'],
  ])('%i is for development, with a warning', (number, version, floor) => {
    expect(judgePostgres(number, version, false).warning).toContain(floor);
    expect(() => judgePostgres(number, version, true)).toThrow(PostgresTooOld);
  });

  test('14 is for nothing', () => {
    expect(() => judgePostgres(140025, '14.25', false)).toThrow(PostgresTooOld);
  });
});
