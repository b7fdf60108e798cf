import { BenefitsStated, BillingStated, type Listener, listener } from '@lindungi/events';
import { keepStatement } from './statement.service';

/** What the other services say they still hold of somebody who asked to be erased. */
export const statementListeners: Listener[] = [
  listener(BillingStated, (tx, body, told) =>
    keepStatement(tx, 'billing', body, new Date(told.at).toISOString()),
  ),
  listener(BenefitsStated, (tx, body, told) =>
    keepStatement(tx, 'benefits', body, new Date(told.at).toISOString()),
  ),
];
