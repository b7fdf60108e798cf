import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { cities } from '@lindungi/tenancy';
import { billingEnvironment } from './environment';
import { graph } from './graph';
import { Invoice, PricedMonth } from './invoice/invoice.entity';
import { invoiceListeners } from './invoice/invoice.listener';
import { ReminderWatch } from './lapse/lapse.listener';
import { LedgerPosting, LedgerTransaction } from './ledger/ledger.entity';
import { NoticeDesk } from './payment/payment.listener';
import { midtransWebhook } from './payment/payment.webhook';
import { Receipt, ReceiptLine } from './receipt/receipt.entity';
import { Remittance, RemittanceLine } from './remittance/remittance.entity';
import { Statement, StatementLine } from './statement/statement.entity';

void runProcess('billing', async () => {
  const environment = billingEnvironment();
  const law = readLaw();
  const desk = new NoticeDesk();
  const secrets = new Map(
    [...cities().values()].map(({ code, payment }) => [code, environment.own[payment.secret]!]),
  );
  await startSubgraph({
    ...graph,
    environment,
    entities: [
      ...[Invoice, PricedMonth, LedgerTransaction, LedgerPosting, Remittance, RemittanceLine],
      ...[Receipt, ReceiptLine, Statement, StatementLine],
    ],
    listeners: invoiceListeners(law, clockOf(environment)),
    handlers: ({ db, cities, log }) => [
      midtransWebhook({ db, cities, secrets, log, wake: (city) => desk.wake(city) }),
    ],
    own: { law, receiptKey: environment.receiptKey },
    onStart: async (parts) => {
      const ends = [desk.open(parts), new ReminderWatch(law).open(parts)];
      return async () => {
        await Promise.all(ends.map((end) => end()));
      };
    },
  });
});
