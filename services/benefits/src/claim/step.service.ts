import type { Law, LocalDate } from '@lindungi/jamsostek';
import { type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import type { ClaimRow } from './claim.entity';
import { claimSeen } from './claim.loaders';
import { StepOutOfTurn } from './step.errors';
import { stepsOf } from './step.loaders';
import { decideStep, payByAfter, type StepTold } from './step.rules';

/** What somebody tells of a claim. */
export interface Telling {
  claimId: string;
  told: StepTold;
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
}

/**
 * Writes down what became of a claim, who told so and when. The same key again answers the same.
 *
 * @throws ClaimNotFound, and what `decideStep` refuses
 */
export function tellClaimStep(tx: InCity, law: Law, telling: Telling): Promise<{ claim: ClaimRow }> {
  const { claimId, told, idempotencyKey, by, today } = telling;
  const input = { claimId, ...told };
  return once(
    tx,
    { subject: by.subject, mutation: 'tellClaimStep', key: idempotencyKey, input },
    async () => {
      const claim = await claimSeen(tx, by, claimId);
      const before = await stepsOf(tx, claim.id);
      const step = decideStep({ ...claim, since: claim.occurredOn }, before, told, today);
      const written = await tx.query(
        `insert into claim_step (city_id, claim_id, number, state, on_day, outcome, amount, reason, told_by, recorded_by, pay_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (city_id, claim_id, number) do nothing returning number`,
        [
          ...[tx.city.code, claim.id, before.length + 1, step.state, step.on, step.outcome, step.amount],
          ...[step.reason, by.roles.includes('BPJS') ? 'BPJS' : 'OFFICER', by.subject],
          payByAfter(law, claim.kind, step),
        ],
      );
      // somebody else told a step in the same moment: what was true of this one is no longer
      if (written.length === 0) throw new StepOutOfTurn(claim.state, step.state);
      recordDeed(tx, {
        by,
        act: 'tellClaimStep',
        kind: 'Claim',
        object: claim.id,
        before: { state: claim.state },
        after: { state: step.state, on: step.on },
      });
      return { claim: { ...claim, state: step.state } };
    },
  );
}
