import { describe, expect, test } from '@jest/globals';
import { phrases } from './phrases';
import { smallGraphs } from './small-graphs';

describe('the suite of small supergraphs', () => {
  test.each(phrases)('has a supergraph for: %s', (phrase) => {
    const standing = smallGraphs.filter((graph) => graph.phrase === phrase);
    expect(standing.length).toBeGreaterThanOrEqual(1);
    expect(standing.flatMap((graph) => graph.cases).length).toBeGreaterThanOrEqual(1);
  });
});
