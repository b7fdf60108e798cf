import { expect, test } from '@jest/globals';
import { phaseOfRequest } from './request-clock.rules';

test.each([
  ['2026-11-23T10:00:00.000Z', null],
  ['2026-11-24T09:59:59.999Z', null],
  ['2026-11-24T10:00:00.000Z', 'BEFORE'],
  ['2026-11-25T10:00:00.000Z', 'BEFORE'],
  ['2026-11-25T10:00:00.001Z', 'AFTER'],
  ['2027-01-01T00:00:00.000Z', 'AFTER'],
])('of a request due on 25 November at ten, somebody is told at %s: %s', (now, phase) => {
  expect(phaseOfRequest('2026-11-25T10:00:00.000Z', new Date(now))).toBe(phase);
});
