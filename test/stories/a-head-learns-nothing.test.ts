import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, inventedNip, mutate, post, type ServiceName, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { askedById } from '../support/graph';
import { agenciesSeenBy, givingInCity, thanked } from '../support/participation';
import { officerOf } from '../support/payroll';
import { type DonorInWorld, donorIdOf, type PledgeInWorld } from '../support/people';
import { straight } from '../support/straight';
import { type World, world } from '../support/world';

/** Rows are written by the clock of the wall, so the month after is the one after today's. */
const nextMonth = ((now) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)))(new Date())
  .toISOString()
  .slice(0, 7);

const ABSENT = '0198f000-0000-8000-8000-000000000000';
const HEAD = 60;
/** A mark in every name, so that one look at the bytes tells whether any of it got out. */
const CANARY = 'Kenari';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let head: Visitor;
let headId: string;
let agency: string;
let other: string;
let giver: DonorInWorld;
let pledge: PledgeInWorld;
let ids: Record<'giver' | 'other' | 'pledge' | 'worker' | 'invoice', string>;

const person = (number: number) => semarang.byNip(inventedNip(number), `${CANARY} ${number}`);

/** People of an agency, each on the roster. */
async function hires(agencyCode: string, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    ...{ nip: inventedNip(from + at), name: `${CANARY} ${from + at}`, post: 'OTHERS', agency: agencyCode },
  }));
  await mutate(admin, 'importRoster', { rows, sample: true, idempotencyKey: `hire-${from}` }, 'imported');
}

/** So many of them pledge for a worker each. */
async function pledges(from: number, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const worker = await semarang.worker(`Pekerja ${CANARY}`);
    await (await person(from + at)).offers({ worker, firstMonth: '2026-12', months: 3 });
  }
}

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  [agency, other] = semarang.city.agencies.slice(0, 2).map(({ code }) => code) as [string, string];
  head = await officerOf(semarang, admin, agency, HEAD, ['HEAD', 'DONOR']);
  headId = await donorIdOf(head);
  await hires(agency, 100, 20);
  await hires(other, 200, 20);
  await pledges(100, 7);
  await pledges(200, 6);
  giver = await person(100);
  const worker = await semarang.worker(`Pak ${CANARY}`);
  pledge = await giver.offers({ worker, firstMonth: '2026-12', months: 3 });
  const invoice = await giver.invoiceFor(pledge);
  await giver.pays(invoice);
  ids = {
    giver: await donorIdOf(giver.visitor),
    other: await donorIdOf((await person(119)).visitor),
    ...{ pledge: pledge.id, worker: worker.id, invoice: invoice.id },
  };
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const asked = (field: string, args: readonly string[], id: string) =>
  `{ ${field}(${args.map((arg) => `${arg}: ${JSON.stringify(id)}`).join(', ')}) { __typename } }`;

describe('a head of an agency, who is a donor too, learns nothing about who gave', () => {
  test('there are doors to try', () => {
    expect(askedById.map(([name]) => name)).toEqual(
      expect.arrayContaining(['pledge', 'donor', 'invoice', 'worker']),
    );
  });

  test.each(askedById)('%s answers the same of what is there and of what never was', async (field, args) => {
    const nothing = (await post(head, asked(field, args, ABSENT))).text.replaceAll(ABSENT, 'ID');
    for (const id of Object.values(ids)) {
      expect((await post(head, asked(field, args, id))).text.replaceAll(id, 'ID')).toBe(nothing);
    }
  });

  test.each([
    ['the roster', '{ donors { edges { node { name } } } }'],
    ['the roster of his own agency', `{ donors(agency: "3374:AGENCY") { edges { node { name } } } }`],
    ['successions', '{ pledgeSuccessions { edges { node { id } } } }'],
    ['who would leave', `{ rosterLeavers(importId: "${ABSENT}") { edges { node { name } } } }`],
    ['an import', `{ rosterImport(id: "${ABSENT}") { id } }`],
    ['the trail of donors', '{ donorsTrail { edges { node { subject object } } } }'],
    ['the trail of billing', '{ billingTrail { edges { node { subject object } } } }'],
    ['the ledger', '{ ledger { edges { node { id } } } }'],
    ['lists for BPJS', '{ remittances { edges { node { __typename } } } }'],
    ['alarms', '{ alarms { edges { node { __typename } } } }'],
    ['corrections', '{ corrections { edges { node { __typename } } } }'],
    ['parked money', '{ parkedMoney { edges { node { __typename } } } }'],
    ['the bank', '{ statements { edges { node { __typename } } } }'],
    ['countdowns', '{ lapseCountdowns { edges { node { __typename } } } }'],
    ['receipts', '{ receipts { edges { node { __typename } } } }'],
    ['questions to colleagues', '{ pledgeHandovers { edges { node { __typename } } } }'],
    ['workers', '{ workers { edges { node { __typename } } } }'],
    ['claims', '{ claims { edges { node { __typename } } } }'],
    ['letters of his agency', `{ mandates(agency: "3374:AGENCY") { edges { node { signedAs } } } }`],
  ])('%s: refused, or empty, and no name in it', async (_, query) => {
    const { data, errors, text } = await post<Record<string, unknown>>(head, query.replace('AGENCY', agency));
    // a question that is none would be refused for nothing
    expect(errors?.map((it) => it.extensions?.code) ?? []).not.toContain('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toContain(CANARY);
    expect(JSON.stringify(data ?? null)).not.toMatch(/"id"|"node"/);
  });

  test("a colleague's pledge is not streamed to him, and is refused as one that never was", async () => {
    const refusal = async (id: string) => {
      const query = `subscription { pledgeChanged(pledgeId: "${id}") { what } }`;
      const response = await fetch(`${head.url}/graphql`, {
        method: 'POST',
        headers: {
          ...{
            'content-type': 'application/json',
            accept: 'text/event-stream',
            authorization: `Bearer ${head.token}`,
          },
        },
        body: JSON.stringify({ query }),
        signal: AbortSignal.timeout(10_000),
      });
      return (await response.text()).replaceAll(id, 'ID').replace(/^:.*$/gm, '');
    };
    const nothing = await refusal(ABSENT);
    expect(nothing).toContain('PLEDGE_UNKNOWN');
    expect(await refusal(ids.pledge)).toBe(nothing);
  });

  test.each<[ServiceName, string, string]>([
    ['donors', 'Donor', 'name pledges { edges { node { id } } }'],
    ['donors', 'Pledge', 'firstMonth state worker { id }'],
    ['billing', 'Pledge', 'invoice { amount }'],
    ['billing', 'Invoice', 'amount'],
    ['beneficiaries', 'Pledge', 'reservation { state }'],
    ['beneficiaries', 'Worker', 'name'],
  ])('straight at %s a %s says nothing', async (service, type, fields) => {
    const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`;
    const bearer = { subject: headId, roles: ['HEAD' as const, 'DONOR' as const] };
    const of = async (id: string) =>
      (
        await straight(lindungi.house, service, bearer, query, { r: [{ __typename: type, id }] })
      ).text.replaceAll(id, 'ID');
    const nothing = await of(ABSENT);
    expect(nothing).not.toContain(CANARY);
    for (const id of Object.values(ids)) expect(await of(id)).toBe(nothing);
  });

  test('of mutations, one on a colleague answers as one on nobody', async () => {
    for (const name of ['withdrawPledge', 'pausePledge', 'stopPledge', 'givePledgeToPool']) {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation($input: ${type}!) { ${name}(input: $input) { pledge { id } errors { code message } } }`;
      const of = async (pledgeId: string) =>
        (await post(head, query, { input: { pledgeId, idempotencyKey: `${name}-${pledgeId}` } })).text;
      expect(await of(ids.pledge)).toBe(await of(ABSENT));
    }
    const transfer =
      'mutation($input: TransferPledgeInput!) { transferPledge(input: $input) { errors { code } } }';
    const of = async (pledgeId: string) =>
      (await post(head, transfer, { input: { pledgeId, nip: inventedNip(119), idempotencyKey: pledgeId } }))
        .text;
    expect(await of(ids.pledge)).toBe(await of(ABSENT));
  });
});

const seen = async (who: Visitor, code: string) => (await agenciesSeenBy(who)).find((it) => it.code === code);

describe('what a head does learn', () => {
  test('is how many are on the roster of the own agency, and of no other', async () => {
    const agencies = await agenciesSeenBy(head);
    expect(agencies.filter(({ donorCount, giving }) => donorCount !== null || giving !== null)).toEqual([
      { code: agency, donorCount: 21, giving: null },
    ]);
  });

  test('not who pledged today: numbers stand as the month began', async () => {
    const before = await seen(head, agency);
    expect(await givingInCity(semarang.public)).toBeNull();
    await pledges(110, 2);
    expect(await seen(head, agency)).toEqual(before);
    expect(await givingInCity(semarang.public)).toBeNull();
  });

  test('a month later: in steps of five, so that one more or one less is not seen', async () => {
    lindungi = await lindungi.goesOnAt(`${nextMonth}-02`);
    semarang = lindungi.city('3374-kota-semarang');
    admin = await semarang.as('admin');
    head = await officerOf(semarang, admin, agency, HEAD, ['HEAD', 'DONOR']);
    giver = await person(101);
    const now = await seen(head, agency);
    // nine give
    expect(now).toEqual({ code: agency, donorCount: 21, giving: { numerator: 5, denominator: 21 } });
    expect(await givingInCity(semarang.public)).toBe(15);
  }, 120_000);
});

describe('public thanks', () => {
  const wish = (who: Visitor, on: boolean, key: string) =>
    mutate(who, 'thankMePublicly', { on, idempotencyKey: key }, 'on');

  test('are given to whoever asks for them, and to nobody else; and end when they say so', async () => {
    expect(await thanked(semarang.public)).toEqual([]);
    await wish(giver.visitor, true, 'on');
    expect(await thanked(semarang.public)).toEqual([giver.name]);
    expect(await thanked(head)).toEqual([giver.name]);
    await wish(giver.visitor, false, 'off');
    expect(await thanked(semarang.public)).toEqual([]);
  });

  test('are refused to who has given nothing', async () => {
    await expect(wish((await person(118)).visitor, true, 'x')).rejects.toThrow('NOTHING_TO_THANK');
  });
});

describe("a city's participation", () => {
  test('shows both numbers of each share, and where the second is from', async () => {
    type Share = { numerator: number; denominator: number; source: string | null; asOf: string | null };
    const query = `{ city { participation { asOf donorsOfPns { numerator denominator source asOf }
      donorsOfAsn { numerator denominator source asOf } donorsOfRoster { numerator denominator }
      agenciesWithoutDonor { numerator denominator } } } }`;
    const { city } = await ask<{ city: { participation: Record<string, Share> } }>(semarang.public, query);
    const count = semarang.city.agencies.length;
    expect(city.participation).toMatchObject({
      ...{
        asOf: `${nextMonth}-01`,
        donorsOfPns: { denominator: 8_031, asOf: '2025-11-30' },
        donorsOfAsn: { numerator: 15, denominator: 16_000 },
        donorsOfRoster: { numerator: 15 },
      },
      agenciesWithoutDonor: { denominator: count },
    });
    expect(city.participation.donorsOfPns?.source).toMatch(/not an official count/);
  });
});
