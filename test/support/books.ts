import type { House } from '@lindungi/cli';
import { storedBy } from './tables';

/** Rows of billing as its tables hold them, for what no visitor may see. */
export const stored = <Row>(house: House, query: string, values: unknown[] = []): Promise<Row[]> =>
  storedBy<Row>('billing', house, query, values);
