import { cityRounds } from '@lindungi/subgraph';
import { noticeRequests } from './request-clock.service';

/** The clock counts hours, so it is looked at several times in one. */
const SWEEP_MS = 900_000;

/** Requests whose 3x24 hours run out, or have, are told to the officers of each city, each once. */
export const requestRounds = cityRounds({
  everyMs: SWEEP_MS,
  failed: 'officers could not be told of data requests that run out',
  work: async (city, { db, log }) => {
    const told = await db.inCity(city, (tx) => noticeRequests(tx, new Date()));
    if (told > 0) log('data requests that run out were told', { city: city.code, told });
  },
});
