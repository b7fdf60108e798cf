import { BUDGETS, type Budget, type BudgetName } from '@lindungi/tenancy';

export type Budgets = Readonly<Record<BudgetName, Budget>>;

/**
 * What one gateway process lets through of each city whose file says nothing else; README.md says how these were
 * chosen.
 */
export const DEFAULT_BUDGETS: Budgets = {
  known: { perSecond: 400, burst: 400, atOnce: 100 },
  person: { perSecond: 30, burst: 100, atOnce: 50 },
  public: { perSecond: 200, burst: 200, atOnce: 40 },
  address: { perSecond: 40, burst: 100, atOnce: 20 },
  sockets: { perSecond: 50, burst: 500, atOnce: 10_000 },
  tokens: { perSecond: 50, burst: 300, atOnce: 50 },
  webhooks: { perSecond: 200, burst: 2_000, atOnce: 32 },
  files: { perSecond: 40, burst: 200, atOnce: 60 },
};

const LINE = /^([a-z]+) (\d+(?:\.\d+)?)\/(\d+)\/(\d+)$/;
/** Longer than ten seconds nobody is told to wait. */
const LEAST_PER_SECOND = 0.1;

/**
 * Reads budgets as the environment says them, over the default: `known 400/400/100, person 30/100/50`, each a second,
 * in a row and at once; `all` is each of them.
 *
 * @param wrong  what is wrong is added here, in words that follow the setting's name
 */
export function budgetsIn(text: string, wrong: (what: string) => void): Budgets {
  const read: Record<BudgetName, Budget> = { ...DEFAULT_BUDGETS };
  for (const line of text
    .split(',')
    .map((it) => it.trim())
    .filter(Boolean)) {
    const [, name = '', ...numbers] = LINE.exec(line) ?? [];
    const [perSecond = 0, burst = 0, atOnce = 0] = numbers.map(Number);
    const names = name === 'all' ? BUDGETS : BUDGETS.filter((it) => it === name);
    if (names.length === 0 || perSecond < LEAST_PER_SECOND || burst < 1 || atOnce < 1) {
      wrong(
        `should be like 'person 30/100/50', a second, in a row, at once, of ${BUDGETS.join(', ')} or all`,
      );
      continue;
    }
    for (const it of names) read[it] = { perSecond, burst, atOnce };
  }
  return read;
}
