/** What became of a pledge here; nothing is known of one that is PENDING. */
export type ReservationState = 'PENDING' | 'RESERVED' | 'TAKEN' | 'RELEASED';

/** Why a pledge cannot have its months. */
export type TakenReason = 'ALREADY_PLEDGED' | 'PROTECTED_ELSEWHERE' | 'WORKER_UNKNOWN' | 'WORKER_TOO_OLD';

/** Why months that were reserved are no more: the donor's word, no money in time, the word of the city's administrator. */
export type GivenUpReason = 'WITHDRAWN' | 'LAPSED' | 'RELEASED_BY_CITY';

/** A reservation outlives its months: it says why it has none. */
export type ReservationReason = TakenReason | GivenUpReason;
