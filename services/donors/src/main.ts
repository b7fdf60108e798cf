import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { Donor } from './donor/donor.entity';
import { donorsEnvironment } from './environment';
import { graph } from './graph';
import { calendarOf } from './pledge/calendar.rules';
import { Pledge } from './pledge/pledge.entity';
import { pledgeListeners } from './pledge/pledge.listener';
import { poolRounds } from './pool/pool.listener';
import { reminderListeners } from './reminder/reminder.listener';
import { rosterFiles } from './roster/file-door';
import { rosterDesk } from './roster/roster.listener';
import { successionRounds } from './succession/succession.listener';

// The old generation is cleared out when it has grown by a tenth: lines of a long roster would else lie there until a
// collection nobody is in a hurry for, and the process grew with their number.
setFlagsFromString('--heap-growing-percent=10');

void runProcess('donors', async () => {
  const environment = donorsEnvironment();
  const personKey = environment.own.LINDUNGI_PERSON_KEY;
  const law = readLaw();
  const clock = clockOf(environment);
  const roster = rosterDesk((city) => calendarOf(law, clock.thisMonth(city)));
  await startSubgraph({
    ...graph,
    environment,
    entities: [Donor, Pledge],
    listeners: [...pledgeListeners, ...reminderListeners(law)],
    handlers: ({ db, cities, clock, log }) => [
      rosterFiles({ db, cities, clock, law, key: environment.passKey, personKey, log }),
    ],
    own: {
      law,
      personKey,
      fileKey: environment.passKey,
      wakeRoster: (city: string) => roster.wake(city),
    },
    onStart: async (parts) => {
      const stops = [roster.open(parts), successionRounds(law)(parts), poolRounds(parts)];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  });
});
