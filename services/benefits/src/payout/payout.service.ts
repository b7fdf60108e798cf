import { randomUUID } from 'node:crypto';
import type { LocalDate } from '@lindungi/jamsostek';
import { type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { Payout, PayoutPartRow, type PayoutRow } from './payout.entity';
import { readPayout, type Payout as Typed } from './payout.rules';

/** A payout as typed, by whom and on which day. */
export interface Recording {
  payout: Typed;
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
}

/** Reads it by the rules and writes it down. The same key again answers the same payout. */
export function recordPayout(tx: InCity, recording: Recording): Promise<{ payout: PayoutRow }> {
  const { payout: typed, idempotencyKey, by, today } = recording;
  const request = { subject: by.subject, mutation: 'recordPayout', key: idempotencyKey, input: typed };
  return once(tx, request, async () => {
    const { programmes, ...payout } = readPayout(typed, today);
    const id = randomUUID();
    tx.insert(Payout, { id, ...payout, recordedBy: by.subject });
    tx.insert(
      PayoutPartRow,
      programmes.map((part, place) => ({ payoutId: id, place, ...part })),
    );
    const parts = Object.fromEntries(programmes.map((part) => [part.programme, part.amount]));
    recordDeed(tx, {
      by,
      act: 'recordPayout',
      kind: 'Payout',
      object: id,
      after: { total: payout.total, ...parts },
    });
    return { payout: { id, ...payout, programmes: [...programmes] } };
  });
}
