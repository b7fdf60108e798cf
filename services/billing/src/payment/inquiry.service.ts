import type { City, CityDatabase } from '@lindungi/tenancy';
import { NEWEST } from '../invoice/newest';
import type { Fields } from './provider/provider.rules';
import { type InquiredInvoice, inquiryAnswer, type SnapAnswer, snapRules } from './provider/snap.rules';

/** What a bank is told that asks what is owed on a virtual account; nothing is kept of it. */
export async function answerInquiry(db: CityDatabase, city: City, fields: Fields): Promise<SnapAnswer> {
  const number = snapRules.orderOf(fields, city.code);
  const [invoice] = await db.read<InquiredInvoice>(
    city,
    `select it.state, it.amount - it.moved - it.received as owed
       from invoice named
       join lateral (select * from invoice where city_id = $1 and pledge_id = named.pledge_id
          order by (id = named.id and not (moved > 0 and received >= amount - moved)) desc, ${NEWEST} limit 1) it on true
      where named.city_id = $1 and named.number = $2`,
    [city.code, number ?? ''],
  );
  return inquiryAnswer(fields, invoice);
}
