import 'reflect-metadata';
import { migrateSubgraph, migrationEnvironment, runProcess } from '@lindungi/subgraph';
import { CreateDonor1795305600000 } from './migrations/1795305600000-create-donor';
import { CreatePledge1795305600001 } from './migrations/1795305600001-create-pledge';
import { TellAndHear1795305600002 } from './migrations/1795305600002-tell-and-hear';
import { CreateDeed1795306000000 } from './migrations/1795306000000-create-deed';
import { CreateReminder1795306100021 } from './migrations/1795306100021-create-reminder';
import { CreateRosterImport1795306100030 } from './migrations/1795306100030-create-roster-import';
import { CreateSuccession1795306100031 } from './migrations/1795306100031-create-succession';
import { CreateThanks1795306100032 } from './migrations/1795306100032-create-thanks';
import { CreatePoolGift1795306400021 } from './migrations/1795306400021-create-pool-gift';
import { CountGivers1795306400031 } from './migrations/1795306400031-count-givers';

void runProcess('donors', () =>
  migrateSubgraph({
    environment: migrationEnvironment('donors'),
    migrations: [
      CreateDonor1795305600000,
      CreatePledge1795305600001,
      TellAndHear1795305600002,
      CreateDeed1795306000000,
      CreateReminder1795306100021,
      CreateRosterImport1795306100030,
      CreateSuccession1795306100031,
      CreateThanks1795306100032,
      CreatePoolGift1795306400021,
      CountGivers1795306400031,
    ],
  }),
);
