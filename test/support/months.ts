import { ask, type Visitor } from '@lindungi/cli';

/** A worker's months on the timeline, as somebody sees it: `2026-12 PROTECTED`. */
export async function timelineOf(who: Visitor, id: string): Promise<string[]> {
  const query =
    'query($id: ID!) { worker(id: $id) { timeline { months { month state fund } } protections { month } } }';
  type Found = { worker: { timeline: { months: { month: string; state: string }[] } } };
  const { worker } = await ask<Found>(who, query, { id });
  return worker.timeline.months.map(({ month, state }) => `${month} ${state}`);
}

/** The months a worker is covered in, as benefits knows them. */
export async function coveredMonths(who: Visitor, id: string): Promise<string[]> {
  const query = 'query($id: ID!) { worker(id: $id) { coverage { month } } }';
  const { worker } = await ask<{ worker: { coverage: { month: string }[] } }>(who, query, { id });
  return worker.coverage.map(({ month }) => month);
}
