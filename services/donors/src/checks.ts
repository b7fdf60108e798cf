import { donorChecks } from './donor/donor.check';
import { givingChecks } from './giving/giving.check';
import { pledgeChecks } from './pledge/pledge.check';
import { poolChecks } from './pool/pool.check';
import { reminderChecks } from './reminder/reminder.check';
import { importChecks } from './roster/import.check';

/** Prints every invariant over what this service stores: a sentence, and the query that must find nothing. */
const checks = {
  ...donorChecks,
  ...givingChecks,
  ...pledgeChecks,
  ...poolChecks,
  ...reminderChecks,
  ...importChecks,
};

process.stdout.write(JSON.stringify(checks));
