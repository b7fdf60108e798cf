import { claimChecks } from './claim/claim.check';
import { coverageChecks } from './coverage/coverage.check';
import { dutyChecks } from './duty/duty.check';
import { grievanceChecks } from './grievance/grievance.check';
import { payoutChecks } from './payout/payout.check';

/** Prints every invariant over what this service stores: a sentence, and the query that must find nothing. */
const checks = {
  ...claimChecks,
  ...coverageChecks,
  ...dutyChecks,
  ...grievanceChecks,
  ...payoutChecks,
};

process.stdout.write(JSON.stringify(checks));
