import { ask, inventedBirth, inventedKpj, inventedNik, mutate, type Visitor } from '@lindungi/cli';
import { printsCards } from './cards';
import type { CityWorld } from './city-world';
import type { DonorInWorld, PledgeInWorld } from './people';

/** What is only Bu Kenariwati's. */
export const KENARIWATI = {
  name: 'Kenariwati Sumbangsih',
  /** As it is spelled. */
  corrected: 'Kenariwati Sumbangasih',
  nik: inventedNik(9100),
  birthDate: inventedBirth(9100),
  phone: '081298765432',
  kpj: inventedKpj(9100),
  kelurahan: '33.74.15.1007',
};

let keys = 0;
const key = () => `privacy-${++keys}`;

/**
 * Bu Kenariwati as a city knows her: she has a card that was printed, somebody has looked at her number, and a donor
 * has promised her three months.
 */
export async function kenariwati(
  city: CityWorld,
  donor: DonorInWorld,
): Promise<{ id: string; pledge: PledgeInWorld }> {
  const { name, corrected: _later, kpj, ...about } = KENARIWATI;
  const { id } = await city.worker(name, about);
  const cards = [{ workerId: id, kpj, issuedOn: '2026-11-20' }];
  await mutate(await city.as('bpjs'), 'recordCards', { cards, idempotencyKey: key() }, 'recorded');
  await printsCards(await city.as('camat'), { workerIds: [id], idempotencyKey: key() });
  const seen = { workerId: id, reason: `${name} lupa nomornya, diminta di loket` };
  await mutate(await city.as('admin'), 'revealNik', seen, 'nik');
  const pledge = await donor.offers({ worker: { id }, firstMonth: '2026-12', months: 3 });
  await donor.invoiceFor(pledge);
  return { id, pledge };
}

/** A request of a worker about their own data. */
export interface RequestSeen {
  id: string;
  state: string;
  askedAt: string;
  dueAt: string;
  overdue: boolean;
}

/** A worker asks at the counter, and an officer writes it down. */
export async function asksAbout(officer: Visitor, workerId: string, kind: string): Promise<RequestSeen> {
  const input = { workerId, kind, askedBy: 'WORKER', channel: 'COUNTER', idempotencyKey: key() };
  const fields = 'request { id state askedAt dueAt overdue }';
  return (await mutate<{ request: RequestSeen }>(officer, 'recordDataRequest', input, fields)).request;
}

/** An officer does what a request asks for, or refuses it. */
export const answersRequest = <Payload>(
  officer: Visitor,
  mutation: string,
  { requestId, ...more }: { requestId: string } & Record<string, unknown>,
  fields: string,
): Promise<Payload> =>
  mutate<Payload>(officer, mutation, { requestId, ...more, idempotencyKey: key() }, fields);

/** What follows when a worker goes. */
export interface Departure {
  freed: string[];
  protectedUntil: string | null;
  waits: boolean;
  warning: string;
}

/** A worker's data are erased, or their consent alone is withdrawn, as they have asked. */
export async function departs(
  officer: Visitor,
  mutation: 'eraseWorker' | 'withdrawConsent',
  requestId: string,
): Promise<Departure> {
  const fields = 'departure { freed protectedUntil waits warning }';
  return (await answersRequest<{ departure: Departure }>(officer, mutation, { requestId }, fields)).departure;
}

/** How far a request is. */
export async function stateOf(officer: Visitor, requestId: string): Promise<string | undefined> {
  const query = '{ dataRequests(first: 50) { edges { node { id state } } } }';
  type Found = { dataRequests: { edges: { node: { id: string; state: string } }[] } };
  const { dataRequests } = await ask<Found>(officer, query);
  return dataRequests.edges.find(({ node }) => node.id === requestId)?.node.state;
}
