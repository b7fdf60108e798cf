import { type City, type PaymentProviderName, paymentWay } from '@lindungi/tenancy';
import type { AskProvider, Word } from '../ask.service';

/** How long a provider may take to answer, in ms. */
const PATIENCE_MS = 5_000;

/** Bytes of an answer that are read. */
const LARGEST = 65_536;

/** Where one payment is asked for by its id; a provider that is not here is never asked. */
const addresses: Partial<Record<PaymentProviderName, (paymentId: string) => string>> = {
  XENDIT: (id) => `/v2/invoices/${encodeURIComponent(id)}`,
  MIDTRANS: (id) => `/v2/${encodeURIComponent(id)}/status`,
};

/**
 * Asks providers over HTTPS, with the city's own key as the name of a Basic login.
 *
 * Sources: docs.xendit.co, Get invoice by id; docs.midtrans.com, GET Status API.
 *
 * @param urls  base URL of each provider's API
 * @param keyOf the value of a named secret
 */
export function askingProviders(
  urls: Partial<Record<PaymentProviderName, string>>,
  keyOf: (name: string) => string | undefined,
): AskProvider {
  return async (city: City, provider: PaymentProviderName, paymentId: string): Promise<Word> => {
    const key = keyOf(paymentWay(city, provider)?.api ?? '');
    const address = addresses[provider]?.(paymentId);
    const base = urls[provider];
    if (key === undefined || address === undefined || base === undefined) return 'UNREACHABLE';
    try {
      const answered = await fetch(base + address, {
        headers: {
          accept: 'application/json',
          authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answered.status === 404) return 'UNKNOWN';
      const body = Buffer.from(await answered.arrayBuffer());
      return answered.status === 200 && body.length <= LARGEST ? { body } : 'UNREACHABLE';
    } catch {
      return 'UNREACHABLE';
    }
  };
}
