import { randomUUID } from 'node:crypto';
import { type Rupiah, sum } from '@lindungi/jamsostek';
import { type Doer, uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { Agencies } from '../agency/agency.rules';
import { reasonOf } from '../alarm/alarm.rules';
import type { ProposalState } from '../second-person.rules';
import { AgencyAdvance } from './advance.entity';
import { AdvanceAlreadyProposed, NothingAwaited } from './advance.errors';
import { assertAwaited, assertMayDecide } from './advance.rules';
import { closeCalls } from './call.service';
import { arrivedOf } from './transfer.rules';
import { inTurn, oneAtATime } from './transfer.service';

/**
 * Asks that the months of a bill go to BPJS before its agency's transfer is seen: the city pays for them meanwhile. Nothing
 * is let go yet.
 *
 * @param those      the agencies the caller acts for; the bill of another is looked for as one that never was
 * @param maker      who asks; another must decide
 * @returns the advance's id
 * @throws NothingAwaited, AdvanceAlreadyProposed, ReasonRefused
 */
export async function proposeAdvance(
  tx: InCity,
  wish: { billId: string; reason: string },
  those: Agencies,
  maker: Doer,
): Promise<string> {
  const reason = reasonOf(wish.reason);
  const [bill] = await tx.query<{ id: string }>(
    `select id from agency_bill
      where city_id = $1 and id = any($2::uuid[]) and ($3::boolean or agency = $4)`,
    [tx.city.code, uuidsOf([{ id: wish.billId }]), those.all, those.own],
  );
  if (!bill) throw new NothingAwaited();
  await oneAtATime(tx, bill.id);
  const amount = await awaitedOf(tx, bill.id);
  assertAwaited(amount);
  const waiting = await tx.query(
    `select from agency_advance where city_id = $1 and bill_id = $2 and state = 'PROPOSED'`,
    [tx.city.code, bill.id],
  );
  if (waiting.length > 0) throw new AdvanceAlreadyProposed();
  const id = randomUUID();
  tx.insert(AgencyAdvance, {
    ...{ id, billId: bill.id, amount, reason, state: 'PROPOSED', proposedBy: maker.subject },
  });
  recordDeed(tx, {
    ...{ by: maker, act: 'proposeAgencyAdvance', kind: 'AgencyAdvance', object: id, reason },
    after: { state: 'PROPOSED', billId: bill.id, amount },
  });
  return id;
}

/**
 * Decides what another has proposed. Approved, as many months of the bill as were awaited then may go to BPJS, in their turn;
 * the agency owes its transfer all the same, and is asked for it.
 *
 * @param checker  who decides
 * @returns the advance's id
 * @throws AdvanceUnknown, AdvanceAlreadyDecided, AdvanceIsYourOwn, NothingAwaited (its transfer has come meanwhile)
 */
export async function decideAdvance(
  tx: InCity,
  { advanceId, approve }: { advanceId: string; approve: boolean },
  checker: Doer,
): Promise<string> {
  const advance = await lockAdvance(tx, advanceId);
  assertMayDecide(advance, checker.subject);
  const state: ProposalState = approve ? 'APPROVED' : 'REFUSED';
  await oneAtATime(tx, advance.billId);
  tx.write(
    `update agency_advance set state = $3, decided_by = $4, decided_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, advance.id, state, checker.subject],
  );
  const letGo = approve ? arrivedOf(await inTurn(tx, advance.billId, WAITING), advance.amount) : [];
  if (approve && letGo.length === 0) throw new NothingAwaited();
  tx.write(
    'update deducted_payment set advance_id = $3 where city_id = $1 and payment_id = any($2::uuid[])',
    [tx.city.code, letGo, advance.id],
  );
  await closeCalls(tx, advance.billId);
  recordDeed(tx, {
    ...{ by: checker, act: 'decideAgencyAdvance', kind: 'AgencyAdvance', object: advance.id },
    ...{ before: { state: advance.state }, after: { state, billId: advance.billId, payments: letGo.length } },
  });
  return advance.id;
}

/** What is owed to nobody is not advanced: no month waits for it. */
const WAITING = 'not is_here and held > 0';

async function awaitedOf(tx: InCity, billId: string): Promise<Rupiah> {
  return sum((await inTurn(tx, billId, WAITING)).map(({ amount }) => amount));
}

interface Locked {
  id: string;
  billId: string;
  amount: Rupiah;
  state: ProposalState;
  proposedBy: string;
}

async function lockAdvance(tx: InCity, id: string): Promise<Locked | undefined> {
  const [advance] = await tx.query<Locked>(
    `select id, bill_id as "billId", amount, state, proposed_by as "proposedBy" from agency_advance
      where city_id = $1 and id = any($2::uuid[]) for update`,
    [tx.city.code, uuidsOf([{ id }])],
  );
  return advance;
}
