import 'reflect-metadata';
import { readLaw, readLawIn } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { agencyListeners } from './agency/agency.listener';
import { Correction } from './correction/correction.entity';
import { billingEnvironment, lawFolder, providerUrls } from './environment';
import { graph } from './graph';
import { Invoice, PricedMonth } from './invoice/invoice.entity';
import { invoiceListeners } from './invoice/invoice.listener';
import { reminderRounds } from './lapse/lapse.listener';
import { poolListeners } from './lapse/pool.listener';
import { NoticeDesk } from './payment/payment.listener';
import { paymentWebhook } from './payment/payment.webhook';
import { askingProviders } from './payment/provider/provider.client';
import { payrollFiles } from './payroll/file-door';
import { payrollDesk } from './payroll/result.listener';
import { whenWorkerIsErased } from './privacy/statement.listener';
import { Receipt, ReceiptLine } from './receipt/receipt.entity';
import { remittanceAnswers } from './remittance/answer-door';
import { Remittance, RemittanceLine } from './remittance/remittance.entity';
import { repricingRounds } from './repricing/repricing.listener';
import { Statement, StatementLine } from './statement/statement.entity';
import { AgencyAdvance } from './transfer/advance.entity';

void runProcess('billing', async () => {
  const environment = billingEnvironment();
  const newerLaw = lawFolder();
  const law = newerLaw ? readLawIn(newerLaw) : readLaw();
  const desk = new NoticeDesk();
  const payroll = payrollDesk();
  const secretOf = (name: string): string | undefined => environment.own[name];
  const ask = askingProviders(providerUrls(), secretOf);
  await startSubgraph({
    ...graph,
    environment,
    entities: [
      ...[Correction, Invoice, PricedMonth, Remittance, RemittanceLine],
      ...[Receipt, ReceiptLine, Statement, StatementLine, AgencyAdvance],
    ],
    listeners: [
      ...invoiceListeners(law, clockOf(environment)),
      ...agencyListeners,
      ...poolListeners(law, clockOf(environment)),
      whenWorkerIsErased,
    ],
    handlers: ({ db, cities, log }) => [
      paymentWebhook({ db, cities, secretOf, log, wake: (city) => desk.wake(city) }),
      payrollFiles({ db, cities, key: environment.passKey, log }),
      remittanceAnswers({ db, cities, key: environment.passKey, clock: clockOf(environment), log }),
    ],
    own: {
      law,
      receiptKey: environment.receiptKey,
      wakeDesk: (cityCode: string) => desk.wake(cityCode),
      fileKey: environment.passKey,
      wakePayroll: (city: string) => payroll.wake(city),
    },
    onStart: async (parts) => {
      const stops = [
        ...[desk.open({ ...parts, ask }), payroll.open(parts)],
        ...[reminderRounds(law)(parts), repricingRounds(law)(parts)],
      ];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  });
});
