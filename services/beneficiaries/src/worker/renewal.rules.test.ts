import { expect, test } from '@jest/globals';
import { localDate } from '@lindungi/jamsostek';
import type { ConsentDeclarant } from './consent';
import { mayRenew } from './renewal.rules';

test.each<[string, ConsentDeclarant, string, boolean]>([
  ['the worker, on the same day', 'WORKER', '2026-11-22', true],
  ['the worker, later', 'WORKER', '2027-02-01', true],
  ['the worker, but before it was withdrawn: that is the old one', 'WORKER', '2026-11-21', false],
  ['the donor', 'DONOR', '2026-11-23', false],
  ['the family', 'FAMILY', '2026-11-23', false],
  ['an officer', 'OFFICER', '2026-11-23', false],
])('consent withdrawn on 2026-11-22 and given again by %s', (_, declaredBy, on, renewed) => {
  expect(mayRenew({ declaredBy, on: localDate(on) }, localDate('2026-11-22'))).toBe(renewed);
});
