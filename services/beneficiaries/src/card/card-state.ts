export const CARD_STATES = ['WAITING', 'PRINTED', 'HANDED_OVER'] as const;

/** Where a card is on its way: recorded and not printed, printed, with the worker. */
export type CardState = (typeof CARD_STATES)[number];

export const RECEIVERS = ['WORKER', 'FAMILY'] as const;

/** Who took the card into their hands. */
export type Receiver = (typeof RECEIVERS)[number];
