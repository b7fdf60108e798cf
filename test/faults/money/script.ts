import { createHash } from 'node:crypto';
import { type Chance, chance } from './chance';

/** One message of the provider, as bytes: whoever sends it again sends the same. */
export interface Webhook {
  cityCode: string;
  paymentId: string;
  /** What it is answered in the end. FORGED ones are signed with another city's key. */
  answer: 200 | 403;
  bytes: string;
}

/** A payment, and what may be in the books for it when all was heard, whatever came first. */
export interface Payment {
  cityCode: string;
  id: string;
  /** Rupiah that came and did not go back; two where the same event was told with two amounts. */
  left: readonly number[];
}

export interface Script {
  payments: Payment[];
  webhooks: Webhook[];
}

/** Where the provider's money may go in one city. */
export interface Till {
  cityCode: string;
  secret: string;
  /** A secret that is not this city's. */
  wrongSecret: string;
  /** Numbers of invoices that are there. */
  orders: readonly string[];
}

interface Saying {
  status: string;
  code?: string;
  more?: Record<string, string>;
}

const PAID: Saying = { status: 'settlement' };
/** What a provider says of one payment, how often so among a hundred, and the share that is left in the end. */
const STORIES: readonly { often: number; says: readonly Saying[]; left: number }[] = [
  { often: 55, says: [PAID], left: 1 },
  { often: 10, says: [{ status: 'pending', code: '201' }, PAID], left: 1 },
  { often: 8, says: [{ status: 'capture' }, PAID], left: 1 },
  { often: 7, says: [PAID, { status: 'refund' }], left: 0 },
  { often: 5, says: [PAID, { status: 'partial_refund' }], left: 0.5 },
  { often: 5, says: [PAID, { status: 'deny', code: '202' }], left: 0 },
  { often: 5, says: [{ status: 'expire', code: '407' }, PAID], left: 1 },
  { often: 5, says: [{ status: 'cancel', code: '200' }], left: 0 },
];

/** One webhook in fifty is told again with another amount, and one in fifty is forged. */
const ONE_IN = 50;

/**
 * Makes up what a provider says, so many webhooks or one more, the same for the same seed.
 *
 * @param tills  at least one
 */
export function scriptOf(seed: number, many: number, tills: readonly Till[]): Script {
  const draw = chance(seed, 1);
  const payments: Payment[] = [];
  const webhooks: Webhook[] = [];
  while (webhooks.length < many) {
    const till = draw.pick(tills);
    const id = `seed-${seed}-${payments.length}`;
    if (webhooks.length % ONE_IN === ONE_IN - 1) {
      payments.push({ cityCode: till.cityCode, id, left: [] });
      webhooks.push(webhookOf(till, id, orderOf(draw, till), 2 * draw.whole(500, 30_000), PAID, 403));
      continue;
    }
    const changed = webhooks.length % ONE_IN === ONE_IN - 2;
    const story = changed ? STORIES[0]! : storyAt(draw.whole(1, 100));
    const order = orderOf(draw, till);
    const amount = 2 * draw.whole(500, 30_000);
    webhooks.push(...story.says.map((it) => webhookOf(till, id, order, amount, it, 200)));
    const left = [amount * story.left];
    if (changed) {
      webhooks.push(webhookOf(till, id, order, amount + 2, PAID, 200));
      left.push(amount + 2);
    }
    payments.push({ cityCode: till.cityCode, id, left });
  }
  return { payments, webhooks };
}

function storyAt(drawn: number) {
  let upTo = 0;
  for (const story of STORIES) {
    upTo += story.often;
    if (drawn <= upTo) return story;
  }
  return STORIES[0]!;
}

/** Mostly of an invoice that is there; one in seven of one that nobody ever issued. */
function orderOf(draw: Chance, { cityCode, orders }: Till): string {
  const unknown = `INV-${cityCode}-209901-${String(draw.whole(900_000, 999_999))}`;
  return orders.length === 0 || draw.whole(1, 7) === 1 ? unknown : draw.pick(orders);
}

/** As Midtrans writes and signs it. */
function webhookOf(
  till: Till,
  paymentId: string,
  order: string,
  amount: number,
  { status, code = '200' }: Saying,
  answer: 200 | 403,
): Webhook {
  const secret = answer === 200 ? till.secret : till.wrongSecret;
  const gross = `${amount}.00`;
  const signature = createHash('sha512')
    .update(order + code + gross + secret)
    .digest('hex');
  const bytes = JSON.stringify({
    transaction_id: paymentId,
    transaction_status: status,
    transaction_time: '2026-11-22 10:00:00',
    settlement_time: '2026-11-22 10:00:05',
    status_code: code,
    payment_type: 'bank_transfer',
    fraud_status: 'accept',
    currency: 'IDR',
    order_id: order,
    gross_amount: gross,
    ...(status === 'partial_refund' && { refund_amount: `${amount / 2}.00` }),
    signature_key: signature,
  });
  return { cityCode: till.cityCode, paymentId, answer, bytes };
}

/** Every webhook one to four times, in one order for all. */
export function deliveriesOf(seed: number, webhooks: readonly Webhook[]): Webhook[] {
  const draw = chance(seed, 2);
  return draw.shuffled(webhooks.flatMap((it) => Array.from({ length: draw.whole(1, 4) }, () => it)));
}
