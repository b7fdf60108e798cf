import { callsOf, type SamplePayment, type SignedCall, signedBySnap } from '@lindungi/cli';
import type { PaymentProviderName } from '@lindungi/tenancy';
import { stored } from './books';
import type { World } from './world';

/** Calls of payment providers about one invoice of Semarang, to be spoiled, and billing's own door to knock at. */
export class ProviderCalls {
  constructor(
    private readonly lindungi: World,
    private readonly order: string,
  ) {}

  /** An invoice of 42 000, and the calls about it. */
  static async about(lindungi: World): Promise<ProviderCalls> {
    const semarang = lindungi.city('3374-kota-semarang');
    const sari = await semarang.donor('Bu Sari');
    const worker = await semarang.worker('Pak Ali');
    const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    return new ProviderCalls(lindungi, (await sari.invoiceFor(pledge)).number);
  }

  secret(provider: PaymentProviderName, city = '3374'): string {
    return this.lindungi.bank.secret(provider, city);
  }

  /** A genuine call of a provider: all is paid. */
  genuine(provider: PaymentProviderName, key = this.secret(provider)): SignedCall {
    const at = new Date().toISOString();
    const payment: SamplePayment = {
      ...{ id: `lie-${Math.random()}`, order: this.order, amount: 42_000, stage: 'PAID', at },
    };
    return callsOf[provider](payment, '3374', key) as SignedCall;
  }

  /** Midtrans, changed after it was signed. */
  midtrans(change: object): SignedCall {
    const call = this.genuine('MIDTRANS');
    return spoiled(call, { body: JSON.stringify({ ...JSON.parse(call.body), ...change }) });
  }

  /** A bank's call, rightly signed, whatever it says. */
  snap(change: object, at = Date.now()): SignedCall {
    const body = { ...JSON.parse(this.genuine('SNAP').body), ...change };
    return signedBySnap('3374', '/v1.0/transfer-va/payment', body, this.secret('SNAP'), at);
  }

  /** Knocks at billing's own door, past the gateway. */
  async knock(
    call: SignedCall,
    method = 'POST',
  ): Promise<{ status: number; body: { code?: string; responseCode?: string } }> {
    const answer = await fetch(this.lindungi.house.urls.billing + call.path, {
      method,
      headers: { 'content-type': 'application/json', ...call.headers },
      ...(method === 'POST' && { body: call.body }),
      signal: AbortSignal.timeout(15_000),
    });
    return { status: answer.status, body: (await answer.json()) as { code?: string; responseCode?: string } };
  }

  stored<Row>(query: string, values: unknown[] = []): Promise<Row[]> {
    return stored<Row>(this.lindungi.house, query, values);
  }
}

export const spoiled = (call: SignedCall, change: Partial<SignedCall>): SignedCall => ({
  ...call,
  ...change,
});

export const headed = (call: SignedCall, headers: Record<string, string>): SignedCall =>
  spoiled(call, { headers: { ...call.headers, ...headers } });

export function without(call: SignedCall, name: string): SignedCall {
  const { [name]: _gone, ...headers } = call.headers;
  return spoiled(call, { headers });
}
