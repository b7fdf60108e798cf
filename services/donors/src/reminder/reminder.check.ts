/** What must hold of reminders, as queries that find nothing. */
export const reminderChecks: Readonly<Record<string, string>> = {
  'a failed deduction reminds as long as one of its months is open, and no longer': `
    select city_id, id from donors.reminder
     where kind = 'DEDUCTION_FAILED' and (months <@ paid) <> (ended_at is not null)`,
};
