import type { City, PaymentProviderName, PaymentWay } from './city';

/** Every contract of a city with a payment provider, the one that new invoices name first. */
export function paymentWays({ payment: { also, ...first } }: Pick<City, 'payment'>): PaymentWay[] {
  return [first, ...also];
}

/** The city's contract with this provider, if it has one. */
export function paymentWay(
  city: Pick<City, 'payment'>,
  provider: PaymentProviderName,
): PaymentWay | undefined {
  return paymentWays(city).find((way) => way.provider === provider);
}

/** The names of all environment variables that hold a city's payment secrets. */
export function paymentSecretNames(city: Pick<City, 'payment'>): string[] {
  return paymentWays(city).flatMap(({ secret, api, publicKey }) =>
    [secret, api, publicKey].filter((name) => name !== undefined),
  );
}
