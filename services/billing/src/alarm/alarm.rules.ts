import { ReasonRefused } from './alarm.errors';

/** Nine digits and more, whatever stands between them: a NIK, a KPJ, an account, a telephone number. */
const LONG_NUMBER = /\d(?:[^\p{L}\d]*\d){8,}/u;

/**
 * A reason as it is kept: without spaces around it.
 *
 * @throws ReasonRefused  when there is none, it is very long, or it seems to hold a person's number
 */
export function reasonOf(written: string): string {
  const reason = written.trim();
  const withoutInvoices = reason.replace(/INV-\d{4}-\d{6}-\d{6}/g, '');
  if (reason.length < 1 || reason.length > 500 || LONG_NUMBER.test(withoutInvoices))
    throw new ReasonRefused();
  return reason;
}
