/** Why a donor is reminded. */
export const REMINDER_KINDS = ['DEDUCTION_FAILED', 'LAPSE_NEAR', 'WORKER_OFFERED'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Why a payroll could not deduct, as billing tells it. */
export type FailureReason = 'PAY_TOO_SMALL' | 'MOVED' | 'RETIRED' | 'OTHER';
