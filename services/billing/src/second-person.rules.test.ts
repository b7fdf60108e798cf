import { describe, expect, test } from '@jest/globals';
import { assertSecondPerson, type Proposal } from './second-person.rules';

class Unknown extends Error {}
class Decided extends Error {}
class Own extends Error {}
const refusals = { unknown: Unknown, decided: Decided, own: Own };

describe('what one person proposes', () => {
  const proposal: Proposal = { state: 'PROPOSED', proposedBy: 'sari' };

  test('another may decide', () =>
    expect(() => assertSecondPerson(proposal, 'hadi', refusals)).not.toThrow());

  test.each([
    ['that is not there', undefined, 'hadi', Unknown],
    ['that is approved', { ...proposal, state: 'APPROVED' }, 'hadi', Decided],
    ['that is refused', { ...proposal, state: 'REFUSED' }, 'hadi', Decided],
    ['of their own', proposal, 'sari', Own],
  ] as [string, Proposal | undefined, string, new () => Error][])(
    'nobody decides %s',
    (_, what, by, refusal) => expect(() => assertSecondPerson(what, by, refusals)).toThrow(refusal),
  );
});
