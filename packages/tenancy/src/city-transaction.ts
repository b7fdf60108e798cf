import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, ObjectLiteral, QueryRunner } from 'typeorm';
import type { City } from './city';
import type { InCity } from './in-city';
import { insertion } from './insertion';
import { BEGIN, bindTo, COMMIT, ROLLBACK } from './standing-steps';
import { type Answer, isRefusal, type Step, send } from './statement-sequence';

/** What TypeORM's query runner keeps to itself, and must know to join a transaction it did not open. */
interface RunnerInside {
  connect(): Promise<unknown>;
  isTransactionActive: boolean;
  transactionDepth: number;
}

/**
 * One transaction on one client, bound to one city.
 *
 * It begins with its first question, in the same message; a use case that only writes is one
 * message in all, which Postgres runs as one implicit transaction.
 */
export class CityTransaction implements InCity {
  private pending: Step[] = [];
  private begun = false;
  private closed = false;
  private runner: QueryRunner | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  /** The client can no longer be trusted, and must not return to the pool. */
  broken = false;

  constructor(
    readonly city: City,
    private readonly source: DataSource,
    private readonly client: PoolClient,
  ) {}

  get db(): EntityManager {
    this.runner ??= this.join();
    return this.runner.manager;
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.ask(text, values)).rows as Row[];
  }

  write(text: string, values: readonly unknown[] = []): void {
    this.mustBeOpen();
    this.pending.push({ text, values });
  }

  insert<Entity extends ObjectLiteral>(
    entity: abstract new () => Entity,
    rows: Partial<Entity> | readonly Partial<Entity>[],
  ): void {
    const metadata = this.source.getMetadata(entity);
    for (const row of (Array.isArray(rows) ? rows : [rows]) as Partial<Entity>[]) {
      const { text, values } = insertion(this.source.driver, metadata, row, this.city.code);
      this.write(text, values);
    }
  }

  async flush(): Promise<number[]> {
    const steps = this.take();
    if (steps.length === 0) return [];
    const { counts } = await this.inTurn(() => this.sendBound(steps));
    return counts.slice(-steps.length);
  }

  /** @throws Error when Postgres kept nothing, because a failed statement was passed over in silence */
  async commit(): Promise<void> {
    const steps = this.take();
    this.closed = true;
    await this.inTurn(async () => {
      if (!this.begun) {
        if (steps.length > 0) await this.sendAll([bindTo(this.city.code), ...steps]);
        return;
      }
      const { tags } = await this.sendAll([...steps, COMMIT]);
      this.begun = false;
      if (tags.at(-1) !== 'COMMIT') throw new Error('Nothing was kept: a statement had failed before.');
    });
  }

  /** Ends without a trace. Never throws: what cannot be rolled back is left `broken`. */
  async rollback(): Promise<void> {
    this.closed = true;
    await this.inTurn(async () => {
      if (this.begun && !this.broken) await send(this.client, [ROLLBACK]);
    }).catch(() => {
      this.broken = true;
    });
  }

  private async ask(text: string, values: readonly unknown[]): Promise<Answer> {
    const steps: Step[] = [...this.take(), { text, values, answers: true }];
    return this.inTurn(() => this.sendBound(steps));
  }

  private async sendBound(steps: readonly Step[]): Promise<Answer> {
    if (this.begun) return this.sendAll(steps);
    this.begun = true;
    return this.sendAll([BEGIN, bindTo(this.city.code), ...steps]);
  }

  private async sendAll(steps: readonly Step[]): Promise<Answer> {
    try {
      return await send(this.client, steps);
    } catch (error) {
      this.broken ||= !isRefusal(error);
      throw error;
    }
  }

  private take(): Step[] {
    this.mustBeOpen();
    const steps = this.pending;
    this.pending = [];
    return steps;
  }

  private mustBeOpen(): void {
    if (this.closed) throw new Error('This transaction has ended.');
  }

  /** One after another: a client has one answer at a time, however many fields ask at once. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => {});
    return mine;
  }

  /** A query runner of TypeORM whose every statement goes through this transaction. */
  private join(): QueryRunner {
    this.mustBeOpen();
    const runner = this.source.createQueryRunner();
    const connection = {
      query: async (text: unknown, values?: readonly unknown[]) => {
        if (typeof text !== 'string') throw new Error('Streams are not for this door.');
        const { rows, tags, counts } = await this.ask(text, values ?? []);
        return { rows, rowCount: counts.at(-1), command: tags.at(-1)?.split(' ')[0] };
      },
    };
    Object.assign(runner as unknown as RunnerInside, {
      connect: async () => connection,
      isTransactionActive: true,
      transactionDepth: 1,
    });
    return runner;
  }
}
