import type { BenefitsStated, BillingStated, BodyOf } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';

type Stated = BodyOf<typeof BillingStated> | BodyOf<typeof BenefitsStated>;

/** Keeps what another service says that it still holds of somebody whose data went; the latest word counts. */
export async function keepStatement(
  tx: InCity,
  service: 'billing' | 'benefits',
  { requestId, holdings }: Stated,
  at: string,
): Promise<void> {
  tx.write(
    `insert into data_statement (city_id, request_id, service, holdings, told_at) values ($1, $2, $3, $4, $5)
     on conflict (city_id, request_id, service) do update set holdings = excluded.holdings, told_at = excluded.told_at`,
    [tx.city.code, requestId, service, JSON.stringify(holdings), at],
  );
}
