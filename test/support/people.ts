import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from './city-world';
import { type Watch, watch } from './watch';

export interface WorkerInWorld {
  id: string;
  name: string;
  nik: string;
}

export interface PledgeInWorld {
  id: string;
}

export interface InvoiceInWorld {
  id: string;
  number: string;
  amount: number;
  state: string;
  months: { month: string; amount: number; dueOn: string }[];
}

export interface SeenPledge {
  id: string;
  withdrawnAt: string | null;
  reservation: { state: string; reason: string | null } | null;
  invoice: InvoiceInWorld | null;
}

const PLEDGE = `id withdrawnAt reservation { state reason }
  invoice { id number amount state months { month amount dueOn } }`;

/** The id that donors knows somebody by. */
export const donorIdOf = async (who: Visitor): Promise<string> =>
  (await ask<{ me: { donor: { id: string } } }>(who, '{ me { donor { id } } }')).me.donor.id;

/** A donor's own pledges, the latest first, with these fields of each. */
export async function pledgesOf<Pledge>(who: Visitor, fields: string): Promise<Pledge[]> {
  const query = `{ me { donor { pledges { edges { node { ${fields} } } } } } }`;
  type Found = { me: { donor: { pledges: { edges: { node: Pledge }[] } } } };
  return (await ask<Found>(who, query)).me.donor.pledges.edges.map(({ node }) => node);
}

/** A donor with a phone in hand. */
export class DonorInWorld {
  constructor(
    readonly name: string,
    readonly visitor: Visitor,
    private readonly world: CityWorld,
  ) {}

  async offers(offer: {
    worker: { id: string };
    firstMonth: string;
    months: number;
    key?: string;
  }): Promise<PledgeInWorld> {
    const { worker, firstMonth, months } = offer;
    const idempotencyKey = offer.key ?? `${worker.id}-${firstMonth}-${months}-${Math.random()}`;
    const input = { workerId: worker.id, firstMonth, months, idempotencyKey };
    return (await mutate<{ pledge: PledgeInWorld }>(this.visitor, 'offerPledge', input, 'pledge { id }'))
      .pledge;
  }

  async withdraws(pledge: PledgeInWorld): Promise<void> {
    const input = { pledgeId: pledge.id, idempotencyKey: `withdraw-${pledge.id}` };
    await mutate(this.visitor, 'withdrawPledge', input, 'pledge { id }');
  }

  async sees(pledge: PledgeInWorld): Promise<SeenPledge | null> {
    const query = `query($id: ID!) { pledge(id: $id) { ${PLEDGE} } }`;
    return (await ask<{ pledge: SeenPledge | null }>(this.visitor, query, { id: pledge.id })).pledge;
  }

  /** What beneficiaries answers to a pledge: `RESERVED null`, `TAKEN ALREADY_PLEDGED`. */
  async isAnswered(pledge: PledgeInWorld): Promise<string> {
    const seen = await eventually(
      () => this.sees(pledge),
      (it) => it?.reservation != null && it.reservation.state !== 'PENDING',
    );
    return `${seen?.reservation?.state} ${seen?.reservation?.reason}`;
  }

  /** The invoice, as soon as billing has priced what beneficiaries reserved. */
  async invoiceFor(
    pledge: PledgeInWorld,
    wanted: (invoice: InvoiceInWorld) => boolean = () => true,
  ): Promise<InvoiceInWorld> {
    const seen = await eventually(
      () => this.sees(pledge),
      (it) => it?.invoice != null && wanted(it.invoice),
    );
    return seen?.invoice as InvoiceInWorld;
  }

  /** Pays at the provider, which tells the city's billing; gives back the status it was answered with. */
  async pays(invoice: InvoiceInWorld): Promise<number> {
    const { provider, city } = this.world;
    return provider.say(city.code, provider.notification(invoice.number, invoice.amount));
  }

  watches(
    pledge: PledgeInWorld,
  ): Watch<{ pledgeChanged: { what: string | null; pledge: SeenPledge; cursor: string } }> {
    const query = `subscription($id: ID!) { pledgeChanged(pledgeId: $id) { what cursor pledge { ${PLEDGE} } } }`;
    return watch(this.visitor, query, { id: pledge.id });
  }
}
