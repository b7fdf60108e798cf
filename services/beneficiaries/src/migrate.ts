import 'reflect-metadata';
import { migrateSubgraph, migrationEnvironment, runProcess } from '@lindungi/subgraph';
import { CreateWorker1795305600000 } from './migrations/1795305600000-create-worker';
import { CreateProtection1795305600001 } from './migrations/1795305600001-create-protection';
import { CreateRegistry1795305600002, registryRole } from './migrations/1795305600002-create-registry';
import { CreateCard1795305600003 } from './migrations/1795305600003-create-card';
import { CreateProgress1795305600004 } from './migrations/1795305600004-create-progress';
import { CreateEvents1795305600005 } from './migrations/1795305600005-create-events';
import { CreateDeed1795306000000 } from './migrations/1795306000000-create-deed';
import { CreateDutk1795306100020 } from './migrations/1795306100020-create-dutk';
import { CreateNearing1795306100022 } from './migrations/1795306100022-create-nearing';
import { WidenWorker1795306100040 } from './migrations/1795306100040-widen-worker';
import { CreateFundList1795306100041 } from './migrations/1795306100041-create-fund-list';
import { MergeWorkers1795306100042 } from './migrations/1795306100042-merge-workers';
import { CreateWorkerFile1795306100043 } from './migrations/1795306100043-create-worker-file';
import { CreateCardPrint1795306100050 } from './migrations/1795306100050-create-card-print';
import { CreatePrivacy1795306100051 } from './migrations/1795306100051-create-privacy';
import { CreateDataRequest1795306100052 } from './migrations/1795306100052-create-data-request';
import { KeepPace1795306100060 } from './migrations/1795306100060-keep-pace';
import { EraseWhatWasAdded1795306100090 } from './migrations/1795306100090-erase-what-was-added';
import { RenewConsent1795306200021 } from './migrations/1795306200021-renew-consent';
import { NameTheHolder1795306400032 } from './migrations/1795306400032-name-the-holder';
import { NoticeRequests1795306400034 } from './migrations/1795306400034-notice-requests';

void runProcess('beneficiaries', () =>
  migrateSubgraph({
    environment: migrationEnvironment('beneficiaries'),
    extraSql: registryRole,
    migrations: [
      CreateWorker1795305600000,
      CreateProtection1795305600001,
      CreateRegistry1795305600002,
      CreateCard1795305600003,
      CreateProgress1795305600004,
      CreateEvents1795305600005,
      CreateDeed1795306000000,
      CreateDutk1795306100020,
      CreateNearing1795306100022,
      WidenWorker1795306100040,
      CreateFundList1795306100041,
      MergeWorkers1795306100042,
      CreateWorkerFile1795306100043,
      CreateCardPrint1795306100050,
      CreatePrivacy1795306100051,
      CreateDataRequest1795306100052,
      KeepPace1795306100060,
      EraseWhatWasAdded1795306100090,
      RenewConsent1795306200021,
      NameTheHolder1795306400032,
      NoticeRequests1795306400034,
    ],
  }),
);
