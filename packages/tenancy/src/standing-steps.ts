import pg from 'pg';
import type { Step } from './statement-sequence';

const CITY = 'lindungi_city';
const LOOK = 'lindungi_look';

/** Longest a statement may run, and longest a transaction may wait for its owner, in milliseconds. */
export const STATEMENT_TIMEOUT = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT = 10_000;

export const BEGIN: Step = { text: 'begin', values: [] };
export const COMMIT: Step = { text: 'commit', values: [] };
export const ROLLBACK: Step = { text: 'rollback', values: [] };

/** Binds the transaction it is sent in to a city; with the transaction the binding ends. */
export const bindTo = (code: string): Step => ({ text: '', values: [code], standing: CITY });

/** The same, and the transaction may only look. */
export const lookInto = (code: string): Step => ({ text: '', values: [code], standing: LOOK });

/**
 * What every connection does first. The two binding statements are prepared here and nowhere
 * else, so a connection that missed this fails instead of answering unbound.
 */
export function opening(service: string): string {
  return `
    set search_path = ${pg.escapeIdentifier(service)};
    set time zone 'UTC';
    set datestyle = 'ISO';
    set row_security = on;
    set statement_timeout = ${STATEMENT_TIMEOUT};
    set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT};
    prepare ${CITY} (text) as select set_config('app.city', $1, true);
    prepare ${LOOK} (text) as
      select set_config('app.city', $1, true), set_config('transaction_read_only', 'on', true);
  `;
}
