import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Bill, Said } from './bill';

/** All that counts of what was said of a payment: not the order, nor how often. */
export interface Payment {
  amount: number;
  said: Set<Said>;
  /** Two people took it back. */
  corrected: boolean;
}

export interface Model {
  payments: Map<number, Payment>;
  withdrawn: boolean;
  /** There is an invoice that takes what is left over. */
  pledgedAgain: boolean;
}

/** Even amounts, so that half of one goes back whole: less than the invoice, all of it, more than it. */
const AMOUNTS = [10_000, 42_000, 60_000];

type Command = fc.AsyncCommand<Model, Bill>;

/** What is left in the books of a payment, whatever came first. */
function leftOf({ amount, said, corrected }: Payment): number {
  if (corrected || !said.has('settlement')) return 0;
  if (said.has('refund') || said.has('deny') || said.has('cancel')) return 0;
  return said.has('partial_refund') ? amount / 2 : amount;
}

async function agree(model: Model, bill: Bill): Promise<void> {
  await bill.worked();
  const { left, posted } = await bill.stands();
  expect(Object.fromEntries(left)).toEqual(
    Object.fromEntries([...model.payments].map(([number, payment]) => [number, leftOf(payment)])),
  );
  for (const times of posted.values()) expect(times).toBeLessThanOrEqual(1);
  expect(await bill.faults()).toEqual([]);
}

const saying = fc.record({
  payment: fc.nat({ max: 2 }),
  said: fc.constantFrom<Said[]>(
    'settlement',
    'settlement',
    'settlement',
    'pending',
    'partial_refund',
    'refund',
    'deny',
    'cancel',
    'expire',
  ),
  times: fc.integer({ min: 1, max: 3 }),
});

/** Several sayings at once, some of them repeated. */
export const burst = fc.array(saying, { minLength: 1, maxLength: 5 }).map(
  (sayings): Command => ({
    check: () => true,
    async run(model, bill) {
      for (const { payment, said } of sayings) {
        const known = model.payments.get(payment);
        if (known) known.said.add(said);
        else
          model.payments.set(payment, { amount: AMOUNTS[payment]!, said: new Set([said]), corrected: false });
      }
      await Promise.all(
        sayings.flatMap(({ payment, said, times }) =>
          Array.from({ length: times }, () => bill.say(payment, AMOUNTS[payment]!, said)),
        ),
      );
      await agree(model, bill);
    },
    toString: () => `at once(${sayings.map((it) => `${it.payment} ${it.said} x${it.times}`).join(', ')})`,
  }),
);

/** Two people take a payment back, if there is something to take. */
export const correction = fc.nat({ max: 2 }).map(
  (payment): Command => ({
    check: ({ payments }) => payments.has(payment),
    async run(model, bill) {
      const known = model.payments.get(payment)!;
      const possible = leftOf(known) > 0;
      expect(await bill.corrected(payment)).toBe(possible);
      if (possible) known.corrected = true;
      await agree(model, bill);
    },
    toString: () => `corrected(${payment})`,
  }),
);

/** BPJS receipts what is paid: from then on that money does not come back from it. */
export const remittance = fc.constant<Command>({
  check: () => true,
  async run(model, bill) {
    await bill.remit();
    await agree(model, bill);
  },
  toString: () => 'remitted',
});

/** The donor gives the pledge up; what came in for it is not lost. */
export const withdrawal = fc.constant<Command>({
  check: ({ withdrawn }) => !withdrawn,
  async run(model, bill) {
    model.withdrawn = true;
    await bill.withdraw();
    await agree(model, bill);
  },
  toString: () => 'withdrawn',
});

/** The donor pledges for another worker: whatever was too much pays whole months of that, and may still go back. */
export const nextPledge = fc.constant<Command>({
  check: ({ pledgedAgain }) => !pledgedAgain,
  async run(model, bill) {
    model.pledgedAgain = true;
    const leftOver = await bill.leftOver();
    const taken = await bill.pledgeAgain();
    expect(taken).toBe([42_000, 25_200, 8_400].find((whole) => whole <= leftOver) ?? 0);
    expect(await bill.leftOver()).toBe(leftOver - taken);
    await agree(model, bill);
  },
  toString: () => 'pledged again',
});
