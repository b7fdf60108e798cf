import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Fields } from './provider/provider.rules';
import { type InquiredInvoice, inquiryAnswer, type SnapAnswer, snapRules } from './provider/snap.rules';

/** What a bank is told that asks what is owed on a virtual account; nothing is kept of it. */
export async function answerInquiry(db: CityDatabase, city: City, fields: Fields): Promise<SnapAnswer> {
  const number = snapRules.orderOf(fields, city.code);
  const [invoice] = await db.read<InquiredInvoice>(
    city,
    'select state, amount - received as owed from invoice where city_id = $1 and number = $2',
    [city.code, number ?? ''],
  );
  return inquiryAnswer(fields, invoice);
}
