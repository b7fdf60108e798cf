import { migrateSubgraph, runProcess } from '@lindungi/subgraph';
import { billingMigrationEnvironment } from './environment';
import { CreateInvoice1795300000001 } from './migrations/1795300000001-create-invoice';
import { CreateLedger1795300000002 } from './migrations/1795300000002-create-ledger';
import { CreatePayment1795300000003 } from './migrations/1795300000003-create-payment';
import { CreateRemittance1795300000004 } from './migrations/1795300000004-create-remittance';
import { CreateEvents1795300000005 } from './migrations/1795300000005-create-events';
import { ChainLedger1795300000110 } from './migrations/1795300000110-chain-ledger';
import { CreateCorrection1795300000111 } from './migrations/1795300000111-create-correction';
import { MoreProviders1795300000120 } from './migrations/1795300000120-more-providers';
import { AlarmsAndDecisions1795300000121 } from './migrations/1795300000121-alarms-and-decisions';
import { NoticesByEvent1795300000122 } from './migrations/1795300000122-notices-by-event';
import { CreateMandate1795300000130 } from './migrations/1795300000130-create-mandate';
import { CreateAgencyBill1795300000131 } from './migrations/1795300000131-create-agency-bill';
import { CollectFromPay1795300000132 } from './migrations/1795300000132-collect-from-pay';
import { CreateReceipt1795300000140 } from './migrations/1795300000140-create-receipt';
import { ApproveRemittance1795300000141 } from './migrations/1795300000141-approve-remittance';
import { CreateStatement1795300000142 } from './migrations/1795300000142-create-statement';
import { CreateLapse1795300000143 } from './migrations/1795300000143-create-lapse';
import { CreateParkedChoice1795300000144 } from './migrations/1795300000144-create-parked-choice';
import { NameAccounts1795300000150 } from './migrations/1795300000150-name-accounts';
import { CreateDeed1795306000000 } from './migrations/1795306000000-create-deed';
import { FindMonths1795306000010 } from './migrations/1795306000010-find-months';
import { PassOnCredit1795306100010 } from './migrations/1795306100010-pass-on-credit';
import { RepriceInvoices1795306100011 } from './migrations/1795306100011-reprice-invoices';
import { AgencyTransfers1795306100012 } from './migrations/1795306100012-agency-transfers';
import { BpjsByMonth1795306100013 } from './migrations/1795306100013-bpjs-by-month';
import { WithdrawFromPool1795306200030 } from './migrations/1795306200030-withdraw-from-pool';
import { CountContributions1795306200031 } from './migrations/1795306200031-count-contributions';
import { LeavePlacement1795306400020 } from './migrations/1795306400020-leave-placement';
import { CountContributedMonths1795306400030 } from './migrations/1795306400030-count-contributed-months';
import { AwaitAgencyTransfers1795306400040 } from './migrations/1795306400040-await-agency-transfers';
import { ALawMayReturn1795306400041 } from './migrations/1795306400041-a-law-may-return';
import { LookOnce1795306500000 } from './migrations/1795306500000-look-once';
import { BookDisbursements1795306500001 } from './migrations/1795306500001-book-disbursements';
import { RememberGivenUp1795306600050 } from './migrations/1795306600050-remember-given-up';

void runProcess('billing', () =>
  migrateSubgraph({
    environment: billingMigrationEnvironment(),
    migrations: [
      CreateInvoice1795300000001,
      CreateLedger1795300000002,
      CreatePayment1795300000003,
      CreateRemittance1795300000004,
      CreateEvents1795300000005,
      ChainLedger1795300000110,
      CreateCorrection1795300000111,
      MoreProviders1795300000120,
      AlarmsAndDecisions1795300000121,
      NoticesByEvent1795300000122,
      CreateMandate1795300000130,
      CreateAgencyBill1795300000131,
      CollectFromPay1795300000132,
      CreateReceipt1795300000140,
      ApproveRemittance1795300000141,
      CreateStatement1795300000142,
      CreateLapse1795300000143,
      CreateParkedChoice1795300000144,
      NameAccounts1795300000150,
      CreateDeed1795306000000,
      FindMonths1795306000010,
      PassOnCredit1795306100010,
      RepriceInvoices1795306100011,
      AgencyTransfers1795306100012,
      BpjsByMonth1795306100013,
      WithdrawFromPool1795306200030,
      CountContributions1795306200031,
      LeavePlacement1795306400020,
      CountContributedMonths1795306400030,
      AwaitAgencyTransfers1795306400040,
      ALawMayReturn1795306400041,
      LookOnce1795306500000,
      BookDisbursements1795306500001,
      RememberGivenUp1795306600050,
    ],
  }),
);
