/** How consent can be proved later: UU 27/2022 Pasal 22 asks for written or recorded consent. */
export type ConsentChannel = 'PAPER' | 'RECORDING' | 'ELECTRONIC';

/** Who said that the worker agrees; seldom the worker, so it is written down. */
export type ConsentDeclarant = 'WORKER' | 'DONOR' | 'FAMILY' | 'OFFICER';
