/** What an officer should look at; none of it refuses anybody. */
export type WorkerFlag = 'UNDER_18' | 'BIRTH_DATE_UNLIKE_NIK';
