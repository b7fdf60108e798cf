import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { runProcess, startSubgraph } from '@lindungi/subgraph';
import { Claim } from './claim/claim.entity';
import { Coverage } from './coverage/coverage.entity';
import { whenProtectionIsConfirmed } from './coverage/coverage.listener';
import { benefitsEnvironment } from './environment';
import { graph } from './graph';
import { Payout, PayoutPartRow } from './payout/payout.entity';
import { whenWorkerIsErased } from './privacy/statement.listener';

void runProcess('benefits', async () => {
  await startSubgraph({
    ...graph,
    environment: benefitsEnvironment(),
    entities: [Coverage, Claim, Payout, PayoutPartRow],
    listeners: [whenProtectionIsConfirmed, whenWorkerIsErased],
    own: { law: readLaw() },
  });
});
