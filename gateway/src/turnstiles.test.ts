import { beforeEach, describe, expect, test } from '@jest/globals';
import { type City, cities } from '@lindungi/tenancy';
import { budgetsIn, DEFAULT_BUDGETS } from './budgets';
import type { Caller } from './caller';
import { Metrics } from './metrics';
import { TooMany } from './too-many';
import { CityTurnstiles } from './turnstiles';

const budgets = budgetsIn(
  'known 20/20/9, person 5/5/9, public 8/8/9, address 3/3/9, sockets 4/4/9, tokens 4/4/9, webhooks 30/30/9, files 6/6/9',
  (what) => {
    throw new Error(what);
  },
);
const [palangka, semarang] = ['6271', '3374'].map((code) => cities().get(code)) as [City, City];
let now: number;
let metrics: Metrics;
let turnstiles: CityTurnstiles;
const open = (all = cities()) =>
  new CityTurnstiles({
    cities: all,
    budgets,
    metrics,
    addressOf: () => undefined,
    cityAt: (host) => [...cities().values()].find(({ portal }) => portal === host),
    now: () => now,
  });
beforeEach(() => {
  now = 1_000;
  metrics = new Metrics();
  turnstiles = open();
});

const of = (city: City, subject: string | null) => ({ city, subject }) as Caller;
function letIn(many: number, ask: (n: number) => unknown): number {
  let inside = 0;
  for (let n = 0; n < many; n++) {
    try {
      ask(n);
      inside++;
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
    }
  }
  return inside;
}

describe('what one city spends', () => {
  test.each<[string, number, (city: City) => (n: number) => unknown]>([
    ['its public', 8, (city) => () => turnstiles.operation(of(city, null), undefined)],
    ['its people', 20, (city) => (n) => turnstiles.operation(of(city, `person ${n}`), undefined)],
    ['one person', 5, (city) => () => turnstiles.operation(of(city, 'sari'), undefined)],
    ['one address', 3, (city) => () => turnstiles.operation(of(city, null), '203.0.113.5')],
    ['sockets at its host', 4, (city) => () => turnstiles.socket(city.portal)],
    ['tokens shown at its host', 4, (city) => (n) => turnstiles.token(city, n % 2 ? palangka : semarang)],
    ['tokens shown elsewhere', 4, (city) => () => turnstiles.token(undefined, city)],
    ["its providers' calls", 30, (city) => () => turnstiles.webhook(city.code)],
    ['its files', 6, (city) => () => turnstiles.file(city.code)],
  ])('by %s is its own', (_, budget, asking) => {
    expect(letIn(20 * budget, asking(palangka))).toBe(budget);
    expect(letIn(20 * budget, asking(semarang))).toBe(budget);
    now += 1_000; // as it was told to wait
    expect(letIn(1, asking(palangka))).toBe(1);
  });

  test('by visitors is not what its people have, nor by one what another has', () => {
    letIn(500, () => turnstiles.operation(of(palangka, null), undefined));
    letIn(500, () => turnstiles.operation(of(palangka, 'sari'), undefined));
    expect(letIn(9, () => turnstiles.operation(of(palangka, 'budi'), undefined))).toBe(5);
    expect(letIn(9, () => turnstiles.socket(palangka.portal))).toBe(4);
    expect(letIn(9, () => turnstiles.webhook('6271'))).toBe(9);
  });

  test('at hosts of no city leaves its own host alone', () => {
    letIn(500, () => turnstiles.token(undefined, palangka));
    letIn(500, () => turnstiles.socket('invented.example'));
    expect(letIn(9, () => turnstiles.token(palangka, palangka))).toBe(4);
    expect(letIn(9, () => turnstiles.token(undefined, semarang))).toBe(4);
    expect(letIn(9, () => turnstiles.socket(semarang.portal))).toBe(4);
  });

  test('is counted under its code, and strangers under none: no name they choose is a label', () => {
    letIn(10, () => turnstiles.operation(of(palangka, null), '203.0.113.5'));
    letIn(10, () => turnstiles.operation(of(palangka, 'sari'), undefined));
    for (const code of ['9999', 'constructor', '__proto__']) letIn(20, () => turnstiles.webhook(code));
    const counted = metrics
      .text()
      .split('\n')
      .filter((line) => line.startsWith('lindungi_gateway_city_refusals_total{'));
    expect(counted.sort()).toEqual([
      'lindungi_gateway_city_refusals_total{city="6271",code="TOO_MANY_REQUESTS",budget="address"} 7',
      'lindungi_gateway_city_refusals_total{city="6271",code="TOO_MANY_REQUESTS",budget="person"} 5',
      'lindungi_gateway_city_refusals_total{city="none",code="TOO_MANY_REQUESTS",budget="webhooks"} 30',
    ]);
  });
});

test("a city's own file has the last word, and where it is silent nothing changes", () => {
  const larger = { ...palangka, limits: { public: { perSecond: 50, burst: 50, atOnce: 9 } } };
  turnstiles = open(new Map([...cities(), [palangka.code, larger]]));
  expect(letIn(99, () => turnstiles.operation(of(palangka, null), undefined))).toBe(50);
  expect(letIn(99, () => turnstiles.operation(of(palangka, 'sari'), undefined))).toBe(5);
  expect(letIn(99, () => turnstiles.operation(of(semarang, null), undefined))).toBe(8);
});

describe('the budgets of the environment', () => {
  const wrong: string[] = [];
  const read = (text: string) => budgetsIn(text, (what) => wrong.push(what));
  beforeEach(() => void wrong.splice(0));

  test('are the default but for what is said, the last word counting', () => {
    expect(read('')).toEqual(DEFAULT_BUDGETS);
    const said = { perSecond: 0.5, burst: 2, atOnce: 3 };
    expect(read(' person 0.5/2/3 ,')).toEqual({ ...DEFAULT_BUDGETS, person: said });
    expect(read('all 9/9/9, person 0.5/2/3')).toMatchObject({ person: said, files: { burst: 9 } });
    expect(wrong).toEqual([]);
  });

  test.each([
    'person',
    'people 1/1/1',
    'person 1/1',
    'person 0/1/1',
    'person 0.01/1/1',
    'person 1/0/1',
    'person 1/1/0',
    'person -1/1/1',
  ])('are refused as %s', (text) => {
    read(text);
    expect(wrong).toEqual([expect.stringContaining("should be like 'person 30/100/50'")]);
  });
});
