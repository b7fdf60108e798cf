import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { runProcess, startSubgraph } from '@lindungi/subgraph';
import { Donor } from './donor/donor.entity';
import { donorsEnvironment } from './environment';
import { graph } from './graph';
import { Pledge } from './pledge/pledge.entity';
import { pledgeListeners } from './pledge/pledge.listener';
import { rosterFiles } from './roster/file-door';
import { RosterDesk } from './roster/roster.listener';

void runProcess('donors', async () => {
  const environment = donorsEnvironment();
  const personKey = environment.own.LINDUNGI_PERSON_KEY;
  const roster = new RosterDesk();
  await startSubgraph({
    ...graph,
    environment,
    entities: [Donor, Pledge],
    listeners: pledgeListeners,
    handlers: ({ db, cities, clock, log }) => [
      rosterFiles({ db, cities, clock, key: environment.passKey, personKey, log }),
    ],
    own: {
      law: readLaw(),
      personKey,
      fileKey: environment.passKey,
      wakeRoster: (city: string) => roster.wake(city),
    },
    onStart: async (parts) => roster.open(parts),
  });
});
