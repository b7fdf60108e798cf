/** What one pledge has of one month. RELEASED rows stay as history; all others hold the worker's month. */
export type MonthState = 'RESERVED' | 'PAID' | 'PROTECTED' | 'REJECTED' | 'RELEASED';
