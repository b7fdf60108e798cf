import { expect, test } from '@jest/globals';
import { isWeather } from './weather';

const failing = (message: string, code?: string) => Object.assign(new Error(message), { code });

test.each([
  ['the database restarts', failing('terminating connection due to administrator command', '57P01'), true],
  ['the connection is refused', failing('connect ECONNREFUSED', 'ECONNREFUSED'), true],
  ['the connection breaks without a code', failing('Connection terminated unexpectedly'), true],
  ['two transactions meet', failing('deadlock detected', '40P01'), true],
  ['a row is there twice', failing('duplicate key value', '23505'), false],
  ['a statement takes too long', failing('canceling statement due to statement timeout', '57014'), false],
  ['the listener is wrong', new TypeError('x is not a function'), false],
  ['what is thrown is no error', 'nothing', false],
])('when %s', (_, error, weather) => {
  expect(isWeather(error)).toBe(weather);
});
