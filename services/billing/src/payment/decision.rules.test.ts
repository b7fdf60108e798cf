import { describe, expect, test } from '@jest/globals';
import { mayDecide, needsSecond } from './decision.rules';

const proposal = { state: 'PROPOSED', proposedBy: 'bambang', amount: 8_400 } as const;

describe('a proposal to book a loss', () => {
  test('is approved by somebody else, for what is missing now', () => {
    expect(() => mayDecide(proposal, 'admin', true, 8_400)).not.toThrow();
  });
  test.each([
    ['their own', proposal, 'bambang', 8_400, 'OWN_DECISION'],
    ['one of less than is missing by now', proposal, 'admin', 16_800, 'REVERSAL_CHANGED'],
    ['one of what is missing no more', proposal, 'admin', 0, 'REVERSAL_CHANGED'],
    ['one that was approved', { ...proposal, state: 'APPROVED' as const }, 'admin', 8_400, 'DECISION_TAKEN'],
    ['one that was refused', { ...proposal, state: 'REFUSED' as const }, 'admin', 8_400, 'DECISION_TAKEN'],
  ])('nobody approves %s', (_, it, by, missing, code) => {
    expect(() => mayDecide(it, by, true, missing)).toThrow(expect.objectContaining({ code }));
  });
  test('may be refused by anybody, its proposer too, whatever is missing now', () => {
    expect(() => mayDecide(proposal, 'bambang', false, 0)).not.toThrow();
  });
});

test('only what moves money needs a second person', () => {
  expect([needsSecond('WAIT_FOR_BPJS'), needsSecond('BOOK_AS_LOSS')]).toEqual([false, true]);
});
