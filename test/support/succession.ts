import { ask, type Visitor } from '@lindungi/cli';

/** A pledge whose donor has left, and what becomes of it. */
export interface Succession {
  id: string;
  state: string;
  outcome: string | null;
  why: string;
  asked: string | null;
  waitsForReceipt: boolean;
  openMonths: string[];
  paidThrough: string | null;
  decideBy: string;
  pledge: { id: string; state: string };
}

/** The pledges of who has left, as a treasurer finds them. */
export async function successionsSeenBy(who: Visitor): Promise<Succession[]> {
  const query = `{ pledgeSuccessions { edges { node { id state outcome why asked waitsForReceipt openMonths paidThrough
    decideBy pledge { id state } } } } }`;
  type Found = { pledgeSuccessions: { edges: { node: Succession }[] } };
  return (await ask<Found>(who, query)).pledgeSuccessions.edges.map(({ node }) => node);
}

/** A question to a colleague: whether they go on with a pledge. */
export interface Handover {
  id: string;
  state: string;
  openMonths: string[];
  followsFrom: string | null;
}

/** What a donor was asked to go on with. */
export async function handoversTo(who: Visitor): Promise<Handover[]> {
  const query = '{ pledgeHandovers { edges { node { id state openMonths followsFrom } } } }';
  type Found = { pledgeHandovers: { edges: { node: Handover }[] } };
  return (await ask<Found>(who, query)).pledgeHandovers.edges.map(({ node }) => node);
}
