import { CityDesk } from '@lindungi/subgraph';
import { bookNextDeductions } from './collect.service';

/** How often all cities are looked at anyway. */
const SWEEP_MS = 30_000;

/**
 * Books what payrolls answered, apart from answering them: fifty donors in a transaction, one city after another.
 * Several processes may do so side by side; a file is booked by one after the other.
 */
export const payrollDesk = () =>
  new CityDesk({
    everyMs: SWEEP_MS,
    failed: 'answers of a payroll could not be booked',
    work: (city, { db }) => db.inCity(city, bookNextDeductions),
  });
