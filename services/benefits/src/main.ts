import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { Claim } from './claim/claim.entity';
import { Coverage } from './coverage/coverage.entity';
import { whenProtectionIsConfirmed, whenWorkersParted } from './coverage/coverage.listener';
import { bucketStore, folderStore } from './document/blob-store';
import { claimDocuments } from './document/document-door';
import { dutyRounds } from './duty/duty.listener';
import { benefitsEnvironment } from './environment';
import { graph } from './graph';
import { Payout, PayoutPartRow } from './payout/payout.entity';
import { whenWorkerIsErased } from './privacy/statement.listener';

void runProcess('benefits', async () => {
  const environment = benefitsEnvironment();
  const { blobs, documentKey } = environment;
  const store = 'bucket' in blobs ? bucketStore(blobs.bucket) : folderStore(blobs.folder);
  await startSubgraph({
    ...graph,
    environment,
    entities: [Coverage, Claim, Payout, PayoutPartRow],
    listeners: [whenProtectionIsConfirmed, whenWorkersParted(clockOf(environment)), whenWorkerIsErased],
    handlers: ({ db, cities, log }) => [claimDocuments({ db, cities, key: documentKey, store, log })],
    own: { law: readLaw(), documentKey },
    onStart: async (parts) => dutyRounds(parts),
  });
});
