import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@lindungi/cli';
import { stored } from '../support/books';
import { type World, world } from '../support/world';
import { type Chance, chance } from './money/chance';
import { ChangingLaw } from './repricing/law';
import { type Paid, pledgesIn } from './repricing/pledges';
import { Steps } from './repricing/steps';
import { TwoBillings } from './repricing/two-billings';
import { faultsIn } from './repricing/verdict';

// `npm run faults:repricing` asks for twenty laws and more pledges; `SEED=` plays a run again.
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const laws = Number(process.env.LAWS ?? 2);
const many = Number(process.env.PLEDGES ?? 40);
const MINUTES = 60_000 * (2 + laws);

const NO_RELIEF = '2026-11';
const UNTIL = [NO_RELIEF, '2026-12', '2027-01', '2027-02'];
const CITY = '3374';
const say = (words: string) => process.stderr.write(`${words}\n`);

describe(`a law that changes while billing falls, SEED=${seed}`, () => {
  const law = new ChangingLaw('2026-12');
  const draw = chance(seed, 11);
  let lindungi: World;
  let billings: TwoBillings;
  let pledges: Paid[];
  let steps: Steps;
  let until = '2026-12';
  /** How many fell while months were being re-priced. */
  let amid = 0;

  beforeAll(async () => {
    say(`faults:repricing SEED=${seed} LAWS=${laws} PLEDGES=${many}`);
    lindungi = await world({
      today: '2026-11-22',
      environment: { billing: { LINDUNGI_LAW_FOLDER: law.folder } },
    });
    pledges = await pledgesIn(lindungi, lindungi.city('3374-kota-semarang'), many);
    billings = new TwoBillings(lindungi.house);
    steps = await Steps.watch(lindungi.house);
    // a third has paid nothing, a third some of it, a third all of it
    for (const [at, pledge] of pledges.entries())
      if (at % 3 > 0) await pays(pledge, at % 3 === 1 ? draw.whole(1, 41) * 1_000 : 42_000);
    await worked();
  }, 180_000);
  afterAll(async () => {
    await billings?.[Symbol.asyncDispose]();
    await steps?.[Symbol.asyncDispose]();
    await lindungi?.[Symbol.asyncDispose]();
    law[Symbol.dispose]();
  }, 60_000);

  /** The provider says it until it is answered, as providers do. */
  async function pays(pledge: Paid, amount: number): Promise<void> {
    pledge.came += amount;
    const said = lindungi.provider.notification(pledge.number, amount);
    while ((await lindungi.provider.say(CITY, said).catch(() => 0)) !== 200) await pause(50);
  }

  const worked = () =>
    eventually(
      () => stored(lindungi.house, `select from billing.notice where state <> 'WORKED'`),
      (left) => left.length === 0,
      60_000,
    );
  const ended = async () =>
    (await stored(lindungi.house, 'select from billing.repricing where ended_at is null')).length === 0;

  /** Kills one of the two with months half re-priced in its hands, or in the other's. */
  async function killAmid(by: Chance): Promise<void> {
    if (await steps.more(by.whole(1, 15))) amid += 1;
    billings.kill(by.pick(['first', 'second'] as const));
  }

  test(
    'each invoice is re-priced once by each law, no payment is lost, and what was too much is credit',
    async () => {
      for (let round = 1; round <= laws; round++) {
        // The first takes the relief away: who has paid is left at the old price, for the test after this one.
        until = round === 1 ? NO_RELIEF : draw.pick(UNTIL.filter((it) => it !== until));
        law.becomes(until);
        const since = new Date();
        const paying = pledges.filter(() => draw.whole(1, 3) === 1);
        const senders = paying.map(
          (pledge) => [pledge, draw.whole(1, 50) * 1_000, draw.whole(0, 4_000)] as const,
        );
        const sending = Promise.all(
          senders.map(async ([pledge, amount, wait]) => {
            await pause(wait);
            await pays(pledge, amount);
          }),
        );
        const killing = chance(seed, 100 + round);
        billings.startAnew();
        for (let kills = killing.whole(3, 5); kills > 0; kills--) await killAmid(killing);
        await billings.stand();
        await sending;
        await worked();
        await eventually(ended, (it) => it, 30_000).catch((error) => {
          throw new Error(`${error.message}\n${billings.failures().join('\n')}`);
        });
        say(
          `law ${round}: relief until ${until}, killed ${JSON.stringify(billings.killed)}, ${amid} amid, ${paying.length} paid`,
        );
        // a law that returns has ended before: its prices say when it has ended again
        const faults = await eventually(
          () => faultsIn(lindungi.house, pledges, law, since),
          (found) => found.length === 0,
          30_000,
        );
        expect(faults).toEqual([]);
      }
      expect(amid).toBeGreaterThan(0);
      await eventually(lindungi.broken, (broken) => broken.length === 0, 60_000);
    },
    MINUTES,
  );

  test('who left months at their old price and died before it called a person, calls when it stands again', async () => {
    await stored(lindungi.house, "delete from billing.alarm where code = 'REPRICED_AFTER_PAYMENT'");
    const left = await stored(lindungi.house, "select from billing.repriced_month where outcome <> 'MOVED'");
    expect(left.length).toBeGreaterThan(0);
    expect((await lindungi.broken()).join()).toMatch(/at its old price only with an alarm/);
    billings.startAnew();
    await billings.stand();
    await eventually(lindungi.broken, (broken) => broken.length === 0, 30_000);
    const called = await stored(
      lindungi.house,
      "select reference from billing.alarm where code = 'REPRICED_AFTER_PAYMENT'",
    );
    expect(new Set(called.map((it) => JSON.stringify(it))).size).toBe(called.length);
  }, 60_000);

  // The last one: from here on this house loses what lets a month move once.
  test('without what lets a month move once, it is asked for twice, and verdict and checks go red', async () => {
    const back = `update billing.invoice_line set moved_to = null where (invoice_id, month) = (
      select invoice_id, month from billing.invoice_line where moved_to is not null order by invoice_id, month limit 1)`;
    await expect(stored(lindungi.house, back)).rejects.toThrow(/has moved/);
    await stored(lindungi.house, 'drop trigger moved_once on billing.invoice_line');
    await stored(lindungi.house, back);
    expect((await faultsIn(lindungi.house, pledges, law, new Date())).join()).toMatch(/is asked for 2026-12/);
    expect((await lindungi.broken()).join()).toMatch(/a month of a pledge is asked for by one invoice/);
  });
});
