import { describe, expect, test } from '@jest/globals';
import { localDate } from '@lindungi/jamsostek';
import type { ConsentDeclarant } from './consent';
import { ConsentNotRenewed, ConsentStands } from './renewal.errors';
import { checkRenewal, mayRenew } from './renewal.rules';

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

describe('a consent that takes the place of the one before', () => {
  const now = {
    declaredBy: 'DONOR' as ConsentDeclarant,
    textVersion: '2026-01',
    on: localDate('2026-11-01'),
    withdrawnOn: null,
  };
  const given = {
    declaredBy: 'DONOR' as ConsentDeclarant,
    textVersion: '2027-01',
    on: localDate('2026-11-22'),
  };

  test('is of another wording, and no older', () => {
    expect(() => checkRenewal(now, given)).not.toThrow();
    expect(() => checkRenewal(now, { ...given, textVersion: '2026-01' })).toThrow(ConsentStands);
    expect(() => checkRenewal(now, { ...given, on: localDate('2026-10-31') })).toThrow(ConsentNotRenewed);
  });

  test("is the worker's own where the one before was", () => {
    const own = { ...now, declaredBy: 'WORKER' as const };
    expect(() => checkRenewal(own, given)).toThrow(ConsentNotRenewed);
    expect(() => checkRenewal(own, { ...given, declaredBy: 'WORKER' })).not.toThrow();
  });

  test("is the worker's own after a withdrawal, to any wording", () => {
    const withdrawn = { ...now, withdrawnOn: localDate('2026-11-20') };
    expect(() => checkRenewal(withdrawn, given)).toThrow(ConsentNotRenewed);
    const word = { ...given, declaredBy: 'WORKER' as const, textVersion: '2026-01' };
    expect(() => checkRenewal(withdrawn, word)).not.toThrow();
    expect(() => checkRenewal(withdrawn, { ...word, on: localDate('2026-11-19') })).toThrow(
      ConsentNotRenewed,
    );
  });
});
