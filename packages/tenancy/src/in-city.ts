import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { City } from './city';

/**
 * A transaction that can see one city and no other. The only way a use case reaches its tables.
 *
 * It ends when the use case returns (commit) or throws (nothing is kept), and refuses to work
 * after that. `write` and `insert` are collected and travel together: before the next `query` or
 * question by `db`, or with the COMMIT.
 */
export interface InCity {
  readonly city: City;
  /** TypeORM, bound to this transaction. For what is clearer so; never for a hot path. */
  readonly db: EntityManager;
  /** Asks now, after what was written before. Rows as the SQL names their columns. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Remembers one statement without an answer. Its refusal, if any, comes with the next `query`, `flush` or commit. */
  write(text: string, values?: readonly unknown[]): void;
  /**
   * Remembers the insertion of rows, columns by the entity's metadata.
   * A property left undefined is left to the column's default; the city is filled in.
   */
  insert<Entity extends ObjectLiteral>(
    entity: abstract new () => Entity,
    rows: Partial<Entity> | readonly Partial<Entity>[],
  ): void;
  /** Sends what was remembered; answers how many rows each statement touched, in order. */
  flush(): Promise<number[]>;
}
