import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { cities } from '@lindungi/tenancy';
import { agencyListeners } from './agency/agency.listener';
import { billingEnvironment } from './environment';
import { graph } from './graph';
import { Invoice, PricedMonth } from './invoice/invoice.entity';
import { invoiceListeners } from './invoice/invoice.listener';
import { LedgerPosting, LedgerTransaction } from './ledger/ledger.entity';
import { NoticeDesk } from './payment/payment.listener';
import { midtransWebhook } from './payment/payment.webhook';
import { payrollFiles } from './payroll/file-door';
import { PayrollDesk } from './payroll/result.listener';
import { Remittance, RemittanceLine } from './remittance/remittance.entity';

void runProcess('billing', async () => {
  const environment = billingEnvironment();
  const law = readLaw();
  const desk = new NoticeDesk();
  const payroll = new PayrollDesk();
  const secrets = new Map(
    [...cities().values()].map(({ code, payment }) => [code, environment.own[payment.secret]!]),
  );
  await startSubgraph({
    ...graph,
    environment,
    entities: [Invoice, PricedMonth, LedgerTransaction, LedgerPosting, Remittance, RemittanceLine],
    listeners: [...invoiceListeners(law, clockOf(environment)), ...agencyListeners],
    handlers: ({ db, cities, log }) => [
      midtransWebhook({ db, cities, secrets, log, wake: (city) => desk.wake(city) }),
      payrollFiles({ db, cities, key: environment.passKey, log }),
    ],
    own: { law, fileKey: environment.passKey, wakePayroll: (city: string) => payroll.wake(city) },
    onStart: async (parts) => {
      const stops = [desk.open(parts), payroll.open(parts)];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  });
});
