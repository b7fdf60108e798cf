import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { runProcess, startSubgraph } from '@lindungi/subgraph';
import { Donor } from './donor/donor.entity';
import { donorsEnvironment } from './environment';
import { graph } from './graph';
import { Pledge } from './pledge/pledge.entity';
import { pledgeListeners } from './pledge/pledge.listener';

void runProcess('donors', async () => {
  const environment = donorsEnvironment();
  await startSubgraph({
    ...graph,
    environment,
    entities: [Donor, Pledge],
    listeners: pledgeListeners,
    own: { law: readLaw(), personKey: environment.own.LINDUNGI_PERSON_KEY },
  });
});
