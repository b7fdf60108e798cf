import { expect, test } from '@jest/globals';
import { isOfOneRole } from './asking';
import type { Matrix } from './matrix';
import { STIRS } from './stirs';
import { differences, leaksIn, unseen, wronglyAsked } from './verdicts';
import { begun, happens, mayHear, stop, subscriptionsOf, watchAll, watchAsOwners } from './watchers';

/** People without business there watch Semarang, and things happen in Semarang. */
export function watchingCases(matrix: () => Matrix): void {
  test('every subscription is stirred by something, and hears it where it may', async () => {
    const it = matrix();
    const roots = new Set(subscriptionsOf(it).map(({ question }) => question.root));
    const missing = [...roots].filter((root) => !STIRS[root]);
    expect(
      missing.map((root) => `${root} has no case. Add to test/house/strangers/stirs.ts what it tells of.`),
    ).toEqual([]);
    expect(Object.keys(STIRS).filter((root) => !roots.has(root))).toEqual([]);
    const owners = await watchAsOwners(it);
    expect(await happens(it, owners)).toEqual([]);
    await stop(owners);
  }, 60_000);

  test('somebody of Palangka Raya hears nothing of Semarang by any subscription, also when something happens there', async () => {
    const it = matrix();
    const all = watchAll(it, it.foreigners);
    const answers = await begun(all);
    expect(answers.filter(({ text }) => text.endsWith('silence'))).toEqual([]);
    expect([
      ...leaksIn(it, answers),
      ...differences(it, answers),
      ...wronglyAsked(answers.filter(isOfOneRole)),
    ]).toEqual([]);
    const owners = await watchAsOwners(it);
    expect(await happens(it, owners, all, movesIn)).toEqual([]);
    await stop([...all, ...owners]);
  }, 120_000);

  test('somebody of Semarang without a part in it hears what stirs.ts says, at the gateway and straight at each subgraph', async () => {
    const it = matrix();
    const all = watchAll(it, it.neighbours);
    const answers = await begun(all);
    const strangers = answers.filter(({ question, asker }) => !mayHear(question.root, asker));
    expect(answers.filter(({ text }) => text.endsWith('silence'))).toEqual([]);
    expect([
      ...wronglyAsked(answers.filter(({ which }) => which === 'foreign')),
      ...unseen(answers),
      ...differences(it, strangers),
    ]).toEqual([]);
    const owners = await watchAsOwners(it);
    const hearers = all.filter(
      ({ question, asker, which }) => mayHear(question.root, asker) && which === 'foreign',
    );
    expect(hearers.length).toBeGreaterThan(10);
    expect(await happens(it, [...owners, ...hearers], all)).toEqual([]);
    const later = all.map((one) => ({ ...one, text: `200 ${one.stream.heard.at(-1)}` }));
    expect(unseen(later)).toEqual([]);
    await stop([...all, ...owners]);
  }, 120_000);
}

/** Somebody is registered in Semarang, and whoever watches Semarang has seen it. */
async function movesIn({ semarang }: Matrix): Promise<void> {
  const page = semarang.watchProgress();
  const { cityProgress } = await page.next();
  await semarang.worker('Pak Baru');
  await page.until(({ cityProgress: now }) => now.progress.workers > cityProgress.progress.workers);
  await page.stop();
}
