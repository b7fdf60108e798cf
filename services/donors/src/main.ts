import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { runProcess, startSubgraph } from '@lindungi/subgraph';
import { Donor } from './donor/donor.entity';
import { donorsEnvironment } from './environment';
import { graph } from './graph';
import { Pledge } from './pledge/pledge.entity';
import { pledgeListeners } from './pledge/pledge.listener';
import { reminderListeners } from './reminder/reminder.listener';

void runProcess('donors', async () => {
  const environment = donorsEnvironment();
  const law = readLaw();
  await startSubgraph({
    ...graph,
    environment,
    entities: [Donor, Pledge],
    listeners: [...pledgeListeners, ...reminderListeners(law)],
    own: { law, personKey: environment.own.LINDUNGI_PERSON_KEY },
  });
});
