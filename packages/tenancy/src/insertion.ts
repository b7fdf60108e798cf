import pg from 'pg';
import type { DataSource, EntityMetadata, ObjectLiteral } from 'typeorm';
import type { Statement } from './statement';

const texts = new WeakMap<EntityMetadata, Map<string, string>>();

/**
 * The statement that inserts one row. Its text depends on the columns given and not on how many
 * rows there are, so that it is prepared once and serves them all.
 *
 * @param row  by property; undefined leaves a column to its default, and `city_id` is the city's
 */
export function insertion<Entity extends ObjectLiteral>(
  driver: DataSource['driver'],
  metadata: EntityMetadata,
  row: Partial<Entity>,
  cityCode: string,
): Statement {
  const columns: string[] = [];
  const values: unknown[] = [];
  for (const column of metadata.columns) {
    const given: unknown = column.getEntityValue(row as ObjectLiteral);
    const value = given === undefined && column.databaseName === 'city_id' ? cityCode : given;
    if (value === undefined) continue;
    columns.push(column.databaseName);
    values.push(driver.preparePersistentValue(value, column));
  }
  return { text: textOf(metadata, columns), values };
}

function textOf(metadata: EntityMetadata, columns: readonly string[]): string {
  const known = texts.get(metadata) ?? new Map<string, string>();
  texts.set(metadata, known);
  const key = columns.join();
  let text = known.get(key);
  if (!text) {
    const table = metadata.tablePath.split('.').map(pg.escapeIdentifier).join('.');
    const places = columns.map((_, at) => `$${at + 1}`);
    text = `insert into ${table} (${columns.map(pg.escapeIdentifier).join(', ')}) values (${places.join(', ')})`;
    known.set(key, text);
  }
  return text;
}
