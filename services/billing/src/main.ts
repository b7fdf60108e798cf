import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { Correction } from './correction/correction.entity';
import { billingEnvironment, providerUrls } from './environment';
import { graph } from './graph';
import { Invoice, PricedMonth } from './invoice/invoice.entity';
import { invoiceListeners } from './invoice/invoice.listener';
import { LedgerPosting, LedgerTransaction } from './ledger/ledger.entity';
import { NoticeDesk } from './payment/payment.listener';
import { paymentWebhook } from './payment/payment.webhook';
import { askingProviders } from './payment/provider/provider.client';
import { Remittance, RemittanceLine } from './remittance/remittance.entity';

void runProcess('billing', async () => {
  const environment = billingEnvironment();
  const law = readLaw();
  const desk = new NoticeDesk();
  const secretOf = (name: string): string | undefined => environment.own[name];
  const ask = askingProviders(providerUrls(), secretOf);
  await startSubgraph({
    ...graph,
    environment,
    entities: [
      Correction,
      Invoice,
      PricedMonth,
      LedgerTransaction,
      LedgerPosting,
      Remittance,
      RemittanceLine,
    ],
    listeners: invoiceListeners(law, clockOf(environment)),
    handlers: ({ db, cities, log }) => [
      paymentWebhook({ db, cities, secretOf, log, wake: (city) => desk.wake(city) }),
    ],
    own: { law, wakeDesk: (cityCode: string) => desk.wake(cityCode) },
    onStart: async (parts) => desk.open({ ...parts, ask }),
  });
});
