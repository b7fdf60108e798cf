import { afterEach, describe, expect, test } from '@jest/globals';
import { openTwoCities, type Told, type TwoCities } from './two-cities.fixture';

const PALANGKA = 'palangkaraya.localhost';
const SEMARANG = 'semarang.localhost';
const REFUSED = [429, 'TOO_MANY_REQUESTS'];

let cities: TwoCities;
afterEach(() => cities.stop());

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const statuses = (told: Told[]) => told.map(({ status, code }) => [status, code]);
const many = <T>(count: number, ask: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => ask(n)));
/** Asks so often a second, whether or not there is an answer yet. */
async function steadily(perSecond: number, seconds: number, ask: (n: number) => Promise<Told>) {
  const begun = performance.now();
  const asked: Promise<Told>[] = [];
  while (performance.now() - begun < seconds * 1_000) {
    const due = ((performance.now() - begun) / 1_000) * perSecond;
    while (asked.length < due) asked.push(ask(asked.length));
    await pause(5);
  }
  return Promise.all(asked);
}

describe('a city that asks twenty times what it may', () => {
  test('is told to wait, and the other has every answer', async () => {
    cities = await openTwoCities('public 30/30/60, known 30/30/60, person 20/20/60', 'running');
    const tokens = await many(20, (n) => cities.token('3374', `pns-${n}`));
    const crowd = await many(20, (n) => cities.token('6271', `pns-${n}`));
    const begun = performance.now();
    const [visitors, people, ...semarang] = await Promise.all([
      steadily(600, 2, () => cities.ask({ host: PALANGKA })),
      steadily(600, 2, (n) => cities.ask({ host: PALANGKA, token: crowd[n % 20] })),
      steadily(20, 2, () => cities.ask({ host: SEMARANG })),
      steadily(20, 2, (n) => cities.ask({ host: SEMARANG, token: tokens[n % 20] })),
    ]);
    const seconds = (performance.now() - begun) / 1_000;
    expect(semarang.flat().length).toBeGreaterThanOrEqual(78);
    expect(semarang.flat().filter(({ status }) => status !== 200)).toEqual([]);
    for (const told of [visitors, people]) {
      expect(told.length).toBeGreaterThan(1_100);
      const inside = told.filter(({ status }) => status === 200);
      expect(inside.length).toBeGreaterThanOrEqual(30);
      expect(inside.length).toBeLessThanOrEqual(31 + 30 * seconds);
      const others = told.filter((it) => !inside.includes(it));
      expect(others.filter(({ status, code }) => status !== 429 || code !== 'TOO_MANY_REQUESTS')).toEqual([]);
      expect(new Set(others.map(({ retryAfter }) => retryAfter))).toEqual(new Set(['1']));
    }
    const counted = /city_refusals_total\{city="6271",code="TOO_MANY_REQUESTS",budget="public"\} \d+/;
    const metrics = await cities.metrics();
    expect(metrics).toMatch(counted);
    expect(metrics).not.toContain('city="3374"');
    // the price of being turned away: nothing was asked of a service
    expect(cities.asked).toBeLessThanOrEqual(semarang.flat().length + 2 * (31 + 30 * seconds));
  }, 30_000);

  test('is let in again when it waits as it was told', async () => {
    cities = await openTwoCities('public 0.5/3/9');
    const told = await many(9, () => cities.ask({ host: PALANGKA }));
    const refused = told.filter(({ status }) => status === 429);
    expect([refused.length, refused[0]?.retryAfter]).toEqual([6, '2']);
    expect(refused[0]?.text).toMatch(/dalam 2 detik.*ask again in 2 s.*"retryAfter":2/);
    const headers = { origin: 'https://palangkaraya.lindungi.example' };
    const page = await cities.ask({ host: PALANGKA, headers });
    expect([page.status, page.headers['access-control-expose-headers']]).toEqual([429, 'retry-after']);
    cities.waits(1.9);
    expect((await cities.ask({ host: PALANGKA })).status).toBe(429);
    cities.waits(0.1);
    expect((await cities.ask({ host: PALANGKA })).status).toBe(200);
  });

  test('has so much under way at once, and no more when a service is slow; the other is not kept waiting', async () => {
    cities = await openTwoCities('public 1000/1000/5, known 1000/1000/5, person 1000/1000/2');
    const tokens = await many(2, (n) => cities.token('6271', `pns-${n}`));
    await many(2, (n) => cities.ask({ token: tokens[n] }));
    for (let round = 0; round < 3; round++) {
      const release = cities.hold();
      const before = cities.asked;
      let answered = 0;
      const heard = (told: Told) => {
        answered++;
        return told;
      };
      const slow = many(40, () => cities.ask({ host: PALANGKA }).then(heard));
      const sari = many(9, () => cities.ask({ token: tokens[0] }).then(heard));
      const budi = many(1, () => cities.ask({ token: tokens[1] }));
      const other = many(1, () => cities.ask({ host: SEMARANG }));
      // 35 and 7 are refused; of the others equal reads of one right are asked once
      while (cities.asked < before + 4 || answered < 42) await pause(5);
      release();
      const count = (told: Told[]) => told.filter(({ status }) => status === 200).length;
      expect([count(await slow), count(await sari), count(await budi)]).toEqual([5, 2, 1]);
      expect(statuses((await slow).filter(({ status }) => status !== 200))).toEqual(Array(35).fill(REFUSED));
      expect(statuses(await other)).toEqual([[200, undefined]]);
    }
  });

  test('nor by bodies that all come at once, after everybody was let in', async () => {
    cities = await openTwoCities('public 1000/1000/3');
    let send = () => {};
    const bodyAfter = new Promise<void>((done) => {
      send = done;
    });
    let answered = 0;
    const together = many(8, () => cities.ask({ host: PALANGKA, bodyAfter }).finally(() => answered++));
    await pause(300);
    expect(answered).toBe(0);
    const release = cities.hold();
    send();
    while (answered < 5) await pause(5);
    release();
    expect((await together).map(({ status }) => status).sort()).toEqual([
      200,
      200,
      200,
      ...Array(5).fill(429),
    ]);
  });
});

describe('one who asks too much', () => {
  test('is a person, or an address that a named proxy tells, and costs the others of the city nothing', async () => {
    cities = await openTwoCities('person 1/4/9, address 1/4/9, public 30/60/60, known 30/60/60');
    const [sari, budi] = await many(2, (n) => cities.token('6271', `pns-${n}`));
    const from = (address: string) => cities.ask({ host: PALANGKA, headers: { 'x-forwarded-for': address } });
    const count = async (told: Promise<Told[]>) => (await told).filter(({ status }) => status === 200).length;
    expect(await count(many(150, () => cities.ask({ token: sari })))).toBe(4);
    expect(await count(many(150, (n) => from(`9.9.9.${n}, 203.0.113.5`)))).toBe(4);
    expect(await count(many(4, () => cities.ask({ host: PALANGKA, token: budi })))).toBe(4);
    expect(await count(many(4, () => from('203.0.113.6')))).toBe(4);
  });

  test('is told before the body has come', async () => {
    cities = await openTwoCities('public 0.1/1/9, person 0.1/1/9');
    const token = await cities.token('6271', 'sari');
    for (const who of [{ host: PALANGKA }, { token }]) {
      expect((await cities.ask(who)).status).toBe(200);
      expect(statuses([await cities.ask({ ...who, bodiless: true })])).toEqual([REFUSED]);
      expect((await cities.ask(who)).retryAfter).toBe('10');
    }
  });

  test('asks in vain whatever the operation and its form', async () => {
    cities = await openTwoCities('public 0.1/1/9');
    const before = cities.asked;
    await cities.ask({ host: PALANGKA, body: '{' });
    const forms = [
      'application/json',
      'application/graphql-response+json',
      'text/event-stream',
      'multipart/mixed; subscriptionSpec=1.0',
    ];
    for (const accept of forms) {
      for (const query of [
        '{ city { name } }',
        'mutation { nothing }',
        'subscription { cityProgress { cursor } }',
        '{',
      ]) {
        const body = JSON.stringify({ query });
        const told = await cities.ask({ host: PALANGKA, body, headers: { accept } });
        expect([told.status, told.code, told.retryAfter]).toEqual([...REFUSED, '10']);
      }
    }
    for (const method of ['PUT']) {
      expect(statuses([await cities.ask({ host: PALANGKA, method, path: '/graphql/stream' })])).toEqual([
        REFUSED,
      ]);
    }
    expect(cities.asked).toBe(before);
  });
});

describe('bad tokens without end', () => {
  test('cost those of one host their new tokens, and nobody else anything', async () => {
    cities = await openTwoCities('tokens 0.5/20/9');
    const [kept, fresh, other, elsewhere] = await Promise.all([
      cities.token('6271', 'sari'),
      cities.token('6271', 'budi'),
      cities.token('3374', 'dewi'),
      cities.token('3374', 'eka'),
    ]);
    expect((await cities.ask({ host: PALANGKA, token: kept })).status).toBe(200);
    // of Palangka Raya, and of Semarang: whose they say they are does not matter, but where they are shown
    const forged = [kept, other].map((it) => `${it.slice(0, -20)}${'A'.repeat(20)}`);
    const told = await many(200, (n) => cities.ask({ host: PALANGKA, token: forged[n % 2] }));
    expect(told.filter(({ code }) => code === 'UNAUTHENTICATED').length).toBe(19);
    expect(told.filter(({ status }) => status === 429).length).toBe(181);
    expect((await cities.ask({ host: PALANGKA, token: kept })).status).toBe(200);
    const late = await cities.ask({ host: PALANGKA, token: fresh });
    expect([late.status, late.code]).toEqual(REFUSED);
    expect((await cities.ask({ host: SEMARANG, token: other })).status).toBe(200);
    expect((await cities.ask({ token: elsewhere })).status).toBe(200);
    cities.waits(late.retryAfter);
    expect((await cities.ask({ host: PALANGKA, token: fresh })).status).toBe(200);
  });
});

describe('what is not the graph', () => {
  const file = (code: string) =>
    `/files/roster/${Buffer.from(JSON.stringify([code, 'x'.repeat(30)])).toString('base64url')}`;

  test.each<[string, (code: string) => string, string]>([
    ["a provider's call", (code) => `/webhooks/midtrans/${code}`, 'POST'],
    ['a file', file, 'GET'],
    ['a file handed in', file, 'POST'],
    ["a card's page", (code) => `/kartu/${code}/${'a'.repeat(20)}`, 'GET'],
  ])('%s of one city silences no other, and cannot fell the house', async (_, path, method) => {
    cities = await openTwoCities('webhooks 0.5/4/2, files 0.5/4/2, public 0.1/1/1');
    await many(9, () => cities.ask({ host: PALANGKA })); // a crowd at the graph takes nothing of it
    const ask = (code: string) => cities.ask({ path: path(code), method });
    const release = cities.hold();
    let answered = 0;
    const together = many(4, () => ask('6271').finally(() => answered++));
    while (answered < 2) await pause(5);
    release();
    expect((await together).map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
    await many(40, () => ask('6271'));
    const refused = await ask('6271');
    expect([refused.status, refused.code, refused.retryAfter]).toEqual([...REFUSED, '2']);
    expect((await ask('3374')).status).toBe(200);
    await many(40, () => ask('9999')); // a code that is no city's
    expect((await ask('3374')).status).toBe(200);
    cities.waits(refused.retryAfter);
    expect((await ask('6271')).status).toBe(200);
  });

  test('and that it serves is always told', async () => {
    cities = await openTwoCities('all 0.1/1/1');
    const told = await many(50, () => cities.ask({ host: PALANGKA, path: '/health', method: 'GET' }));
    expect(told.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await cities.metrics()).toContain('lindungi_gateway_sockets 0');
  });
});
