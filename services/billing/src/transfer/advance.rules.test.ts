import { expect, test } from '@jest/globals';
import { rupiah } from '@lindungi/jamsostek';
import { assertAwaited, assertMayDecide } from './advance.rules';

const proposed = { state: 'PROPOSED', proposedBy: 'maya' } as const;

test('another person decides what one has proposed', () =>
  expect(() => assertMayDecide(proposed, 'tono')).not.toThrow());

test.each([
  ['nobody decides their own', proposed, 'maya', 'ADVANCE_IS_YOUR_OWN'],
  ['nor twice', { ...proposed, state: 'REFUSED' } as const, 'tono', 'ADVANCE_ALREADY_DECIDED'],
  ['nor what is not there', undefined, 'tono', 'ADVANCE_UNKNOWN'],
])('%s', (_, advance, by, code) =>
  expect(() => assertMayDecide(advance, by)).toThrow(expect.objectContaining({ code })),
);

test('where nothing waits, nothing is advanced', () => {
  expect(() => assertAwaited(rupiah(0))).toThrow(expect.objectContaining({ code: 'NOTHING_AWAITED' }));
  expect(() => assertAwaited(rupiah(8_400))).not.toThrow();
});
