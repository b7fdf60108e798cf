import {
  ask,
  donorBy,
  eventually,
  type House,
  inventedBirth,
  inventedKpj,
  inventedNik,
  inventedNip,
  mutate,
  SampleBranch,
  type SampleProvider,
  type Visitor,
} from '@lindungi/cli';
import type { City } from '@lindungi/tenancy';
import { DonorInWorld, type WorkerInWorld } from './people';
import { type Watch, watch } from './watch';

export interface Progress {
  workers: number;
  sponsored: number;
  cards: number;
  contributed: number;
  months: { month: string; reserved: number; paid: number; protected: number }[];
}

/** What a story says of a worker; the rest is invented. */
export interface AboutWorker {
  nik?: string;
  birthDate?: string;
  phone?: string;
  occupation?: string;
  kelurahan?: string;
}

let drawn = 500;

/** One city as the people in it meet it. */
export class CityWorld {
  constructor(
    readonly city: City,
    readonly house: House,
    readonly provider: SampleProvider,
    readonly today: string,
  ) {}

  /** `semarang` of `semarang.lindungi.example`. */
  get word(): string {
    return this.city.portal.split('.')[0] ?? '';
  }

  /** A sample person of this city at the front door, by their role's word. */
  async as(word: string): Promise<Visitor> {
    return { url: this.house.urls.gateway, token: await this.house.token(`${this.word}:${word}`) };
  }

  /** Anybody, without a token, at the city's own address. */
  get public(): Visitor {
    return { url: this.house.urls.gateway, host: `${this.word}.localhost` };
  }

  /** A civil servant whom the city's roster knows. */
  async donor(
    name: string,
    post: 'JPT_PRATAMA' | 'ADMINISTRATOR' | 'OTHERS' = 'OTHERS',
  ): Promise<DonorInWorld> {
    const nip = inventedNip(drawn++);
    const rows = [{ nip, name, post, agency: this.city.agencies[0]?.code }];
    const input = { rows, sample: true, idempotencyKey: `roster-${drawn}` };
    const { refused } = await mutate<{ refused: unknown[] }>(
      await this.as('admin'),
      'importRoster',
      input,
      'refused { code }',
    );
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    return this.byNip(nip, name);
  }

  /** Whoever has this NIP, with a phone in hand. */
  async byNip(nip: string, name: string): Promise<DonorInWorld> {
    const token = await this.house.token(donorBy(this.word, nip));
    return new DonorInWorld(name, { url: this.house.urls.gateway, token }, this);
  }

  /** The officer of a kecamatan, by its code. */
  async camatOf(kecamatan: string): Promise<Visitor> {
    const token = await this.house.token({
      ...{ city: this.city.code, word: `camat-${kecamatan}`, name: 'Camat' },
      ...{ roles: ['DISTRICT'], area: kecamatan },
    });
    return { url: this.house.urls.gateway, token };
  }

  /**
   * A worker who was registered.
   *
   * @param by  who registers them; whoever is left out is an officer of the city
   */
  async worker(name: string, { by, ...about }: AboutWorker & { by?: Visitor } = {}): Promise<WorkerInWorld> {
    const number = drawn++;
    const input = {
      name,
      nik: inventedNik(number),
      birthDate: inventedBirth(number),
      occupation: 'PEDAGANG_SAYUR',
      kelurahan: this.city.kecamatan[0]?.kelurahan[0]?.code,
      relation: 'CITY_LIST',
      consent: { channel: 'PAPER', declaredBy: 'WORKER', textVersion: 'uji-1', on: this.today },
      sample: true,
      idempotencyKey: `worker-${number}`,
      ...about,
    };
    const { worker } = await mutate<{ worker: { id: string } }>(
      by ?? (await this.as('admin')),
      'registerWorker',
      input,
      'worker { id }',
    );
    return { id: worker.id, name, nik: input.nik };
  }

  /** The portal of the city is open somewhere, and shows its progress live. */
  watchProgress(): Watch<{ cityProgress: { progress: Progress; cursor: string } }> {
    return watch(
      this.public,
      'subscription { cityProgress { cursor progress { workers sponsored cards contributed months { month reserved paid protected } } } }',
    );
  }

  /** BPJS receives the list of every branch, up to the month, and receipts every line; gives back how many. */
  async bpjsReceipts(through: string): Promise<number> {
    let lines = 0;
    for (const { code } of this.city.branches) {
      const branch = new SampleBranch(await this.as('bpjs'), code, await this.as('bendahara'));
      const list = await branch
        .list(through, `list-${code}-${through}-${drawn++}`)
        .catch((error: unknown) => {
          if (!String(error).includes('NOTHING_TO_REMIT')) throw error;
        });
      if (!list) continue;
      await branch.answer(list, this.today, `receipt-${list.id}`);
      lines += list.lines.length;
    }
    return lines;
  }

  async recordCard(worker: WorkerInWorld): Promise<void> {
    const cards = [{ workerId: worker.id, kpj: inventedKpj(drawn++), issuedOn: this.today }];
    await mutate(
      await this.as('bpjs'),
      'recordCards',
      { cards, idempotencyKey: `card-${worker.id}` },
      'recorded',
    );
  }

  /** The worker's months and how far each is, as beneficiaries shows them to an officer of the city. */
  async monthsOf(worker: { id: string }): Promise<{ month: string; state: string }[]> {
    const query = 'query($id: ID!) { worker(id: $id) { protections { month state } } }';
    type Found = { worker: { protections: { month: string; state: string }[] } };
    return (await ask<Found>(await this.as('admin'), query, { id: worker.id })).worker.protections;
  }

  /** Whether benefits says that the worker is covered on this day, and why. */
  async coverage(
    worker: { id: string },
    at: string,
  ): Promise<{ covered: boolean; reasons: { code: string }[] }> {
    const query =
      'query($id: ID!, $at: LocalDate!) { coverageCheck(workerId: $id, at: $at) { covered reasons { code } } }';
    const found = await ask<{ coverageCheck: { covered: boolean; reasons: { code: string }[] } }>(
      await this.as('admin'),
      query,
      { id: worker.id, at },
    );
    return found.coverageCheck;
  }

  /** Waits until the worker is, or is not, covered on this day. */
  async becomesCovered(worker: { id: string }, at: string): Promise<boolean> {
    return (
      await eventually(
        () => this.coverage(worker, at),
        (it) => it.covered,
      )
    ).covered;
  }

  /** The ledger as an accountant reads it, oldest first. */
  async ledger(): Promise<string> {
    const query = 'query { ledger(first: 100) { edges { node { why postings { account amount } } } } }';
    const found = await ask<{ ledger: { edges: { node: LedgerRow }[] } }>(await this.as('bendahara'), query);
    return ledgerTable(found.ledger.edges.map((it) => it.node));
  }
}

interface LedgerRow {
  why: string;
  postings: { account: string; amount: number }[];
}

/** Ids differ from run to run, so an account is shown by its kind. */
function ledgerTable(rows: LedgerRow[]): string {
  const lines = rows.map(({ why, postings }) => {
    const sides = postings.map(({ account, amount }) => `${account.split(':')[0]} ${amount}`).sort();
    return `${why.padEnd(12)} | ${sides.join(' | ')}`;
  });
  return ['', ...lines.sort(), ''].join('\n');
}
