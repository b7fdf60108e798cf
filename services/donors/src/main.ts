import 'reflect-metadata';
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
