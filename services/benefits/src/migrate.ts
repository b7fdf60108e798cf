import 'reflect-metadata';
import { migrateSubgraph, migrationEnvironment, runProcess } from '@lindungi/subgraph';
import { CreateCoverage1795305600000 } from './migrations/1795305600000-create-coverage';
import { CreateClaim1795305600001 } from './migrations/1795305600001-create-claim';
import { CreatePayout1795305600002 } from './migrations/1795305600002-create-payout';
import { TellAndHear1795305600003 } from './migrations/1795305600003-tell-and-hear';
import { CreateDeed1795306000000 } from './migrations/1795306000000-create-deed';
import { KeepPace1795306100060 } from './migrations/1795306100060-keep-pace';
import { WidenClaim1795306100061 } from './migrations/1795306100061-widen-claim';
import { CreateGrievance1795306100062 } from './migrations/1795306100062-create-grievance';
import { PartCoverage1795306200020 } from './migrations/1795306200020-part-coverage';
import { RunOutAndShow1795306200040 } from './migrations/1795306200040-run-out-and-show';
import { NoticeDuties1795306400033 } from './migrations/1795306400033-notice-duties';

void runProcess('benefits', () =>
  migrateSubgraph({
    environment: migrationEnvironment('benefits'),
    migrations: [
      CreateCoverage1795305600000,
      CreateClaim1795305600001,
      CreatePayout1795305600002,
      TellAndHear1795305600003,
      CreateDeed1795306000000,
      KeepPace1795306100060,
      WidenClaim1795306100061,
      CreateGrievance1795306100062,
      PartCoverage1795306200020,
      RunOutAndShow1795306200040,
      NoticeDuties1795306400033,
    ],
  }),
);
