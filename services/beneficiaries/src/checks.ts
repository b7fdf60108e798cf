import { cardChecks } from './card/card.check';
import { duplicateChecks } from './duplicate/duplicate.check';
import { dutkChecks } from './dutk/dutk.check';
import { privacyChecks } from './privacy/privacy.check';
import { progressChecks } from './progress/progress.check';
import { protectionChecks } from './protection/protection.check';
import { workerChecks } from './worker/worker.check';

/** Prints every invariant over what this service stores: a sentence, and the query that must find nothing. */
const checks = {
  ...cardChecks,
  ...dutkChecks,
  ...duplicateChecks,
  ...privacyChecks,
  ...progressChecks,
  ...protectionChecks,
  ...workerChecks,
};

process.stdout.write(JSON.stringify(checks));
