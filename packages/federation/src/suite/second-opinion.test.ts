import { describe, expect, test } from '@jest/globals';
import { smallGraphs } from './small-graphs';
import { setStage } from './stage';
import { secondOpinion } from './stitching';

describe.each(smallGraphs.map((graph) => ({ phrase: graph.phrase, graph })))(
  'a second opinion, from stitching, on $phrase',
  ({ graph }) => {
    const ask = secondOpinion(setStage(graph.subgraphs));
    test.each(graph.cases)('$says', async (it) => {
      const answer = await ask(it, { state: graph.state?.() ?? {}, down: it.down ?? [] });
      const opinion = { data: answer.data ?? null, failed: answer.errors !== undefined };
      const expected = { data: it.data, failed: it.errors !== undefined };

      if (it.otherThanStitching) expect(opinion).not.toEqual(expected);
      else expect(opinion).toEqual(expected);
    });
  },
);
