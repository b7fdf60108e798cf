import { createHash, createHmac } from 'node:crypto';
import type { PaymentProviderName } from '@lindungi/tenancy';

/** How far a payment has come, in the words of all providers. */
export type Stage = 'PENDING' | 'PAID' | 'SETTLED' | 'TAKEN_BACK' | 'EXPIRED';

/** One payment, as a provider knows it. */
export interface SamplePayment {
  id: string;
  /** The number of the invoice. */
  order: string;
  /** Rupiah. */
  amount: number;
  stage: Stage;
  /** When the money came, as ISO text in UTC. */
  at: string;
}

/** A signed call, ready to be sent as it is. */
export interface SignedCall {
  path: string;
  headers: Record<string, string>;
  body: string;
}

type Form = (payment: SamplePayment, cityCode: string, secret: string) => SignedCall | undefined;

/** What each provider says of a payment, signed as it signs; undefined where it has no word for it. */
export const callsOf: Readonly<Record<PaymentProviderName, Form>> = {
  MIDTRANS: midtrans,
  XENDIT: xendit,
  DOKU: doku,
  SNAP: snap,
};

function midtrans(payment: SamplePayment, cityCode: string, serverKey: string): SignedCall {
  const [transaction_status, status_code] = {
    PENDING: ['pending', '201'],
    PAID: ['settlement', '200'],
    SETTLED: ['settlement', '200'],
    TAKEN_BACK: ['deny', '202'],
    EXPIRED: ['expire', '407'],
  }[payment.stage] as [string, string];
  const gross_amount = `${payment.amount}.00`;
  const signature_key = createHash('sha512')
    .update(payment.order + status_code + gross_amount + serverKey)
    .digest('hex');
  const clock = jakarta(payment.at).slice(0, 19).replace('T', ' ');
  const body = {
    ...{ transaction_id: payment.id, transaction_time: clock, transaction_status, settlement_time: clock },
    ...{ status_code, payment_type: 'bank_transfer', fraud_status: 'accept', currency: 'IDR' },
    ...{ order_id: payment.order, gross_amount, signature_key },
  };
  return { path: `/webhooks/midtrans/${cityCode}`, headers: {}, body: JSON.stringify(body) };
}

function xendit(payment: SamplePayment, cityCode: string, token: string): SignedCall | undefined {
  const invoice = xenditInvoice(payment);
  return (
    invoice && {
      path: `/webhooks/xendit/${cityCode}`,
      headers: { 'x-callback-token': token },
      body: JSON.stringify(invoice),
    }
  );
}

/** Xendit's own invoice, in a callback and when it is asked for by its id. */
export function xenditInvoice({ id, order, amount, stage, at }: SamplePayment): object | undefined {
  if (stage === 'TAKEN_BACK') return undefined;
  const paid = stage === 'PAID' || stage === 'SETTLED';
  return {
    ...{ id, external_id: order, user_id: 'sample', status: stage, amount, currency: 'IDR' },
    ...(paid && { paid_amount: amount, paid_at: at, payment_channel: 'MANDIRI' }),
    ...{ created: at, updated: at },
  };
}

function doku(payment: SamplePayment, cityCode: string, secretKey: string): SignedCall {
  const status = {
    PENDING: 'PENDING',
    PAID: 'SUCCESS',
    SETTLED: 'SUCCESS',
    TAKEN_BACK: 'REFUNDED',
    EXPIRED: 'EXPIRED',
  }[payment.stage];
  const body = JSON.stringify({
    service: { id: 'VIRTUAL_ACCOUNT' },
    channel: { id: 'VIRTUAL_ACCOUNT_BCA' },
    transaction: { status, date: payment.at, original_request_id: payment.id },
    order: { invoice_number: payment.order, amount: payment.amount },
  });
  const path = `/webhooks/doku/${cityCode}`;
  const covered = {
    'Client-Id': 'MCH-SAMPLE',
    'Request-Id': payment.id,
    'Request-Timestamp': payment.at,
    'Request-Target': path,
    Digest: createHash('sha256').update(body).digest('base64'),
  };
  const component = Object.entries(covered).map(([name, value]) => `${name}:${value}`);
  const hmac = createHmac('sha256', secretKey).update(component.join('\n')).digest('base64');
  const { 'Request-Target': _target, Digest: _digest, ...headers } = covered;
  return { path, headers: { ...headers, Signature: `HMACSHA256=${hmac}` }, body };
}

/** A virtual account when the money came at once, QRIS for whatever comes in steps. */
function snap(payment: SamplePayment, cityCode: string, clientSecret: string): SignedCall {
  const { id, order, at } = payment;
  const money = { value: `${payment.amount}.00`, currency: 'IDR' };
  if (payment.stage === 'PAID') {
    const body = { ...accountOf(order), paymentRequestId: id, paidAmount: money, trxDateTime: jakarta(at) };
    return signedBySnap(cityCode, '/v1.0/transfer-va/payment', body, clientSecret);
  }
  const status = { PENDING: '03', SETTLED: '00', TAKEN_BACK: '04', EXPIRED: '05' }[payment.stage];
  const body = {
    ...{ originalReferenceNo: id, originalPartnerReferenceNo: order, latestTransactionStatus: status },
    ...{ amount: money, paidTime: jakarta(at) },
  };
  return signedBySnap(cityCode, '/v1.0/qr/qr-mpm-notify', body, clientSecret);
}

/** A bank's question what is owed on the virtual account of an invoice. */
export function snapInquiry(order: string, cityCode: string, clientSecret: string): SignedCall {
  const body = { ...accountOf(order), inquiryRequestId: `${Date.now()}` };
  return signedBySnap(cityCode, '/v1.0/transfer-va/inquiry', body, clientSecret);
}

/**
 * Any body as a bank would sign it.
 *
 * @param at  the time the bank writes, in ms since 1970
 */
export function signedBySnap(
  cityCode: string,
  service: string,
  body: object,
  clientSecret: string,
  at: number = Date.now(),
): SignedCall {
  const path = `/webhooks/snap/${cityCode}${service}`;
  const text = JSON.stringify(body);
  const time = `${jakarta(new Date(at).toISOString()).slice(0, 19)}+07:00`;
  const hash = createHash('sha256').update(text).digest('hex');
  const signature = createHmac('sha512', clientSecret)
    .update(`POST:${path}:sample-token:${hash}:${time}`)
    .digest('base64');
  const headers = {
    authorization: 'Bearer sample-token',
    'x-timestamp': time,
    'x-signature': signature,
    'x-partner-id': 'sample',
    'x-external-id': `${at}${process.hrtime.bigint() % 1_000_000n}`,
    'channel-id': '95221',
  };
  return { path, headers, body: text };
}

function accountOf(order: string) {
  const customerNo = order.replace(/\D/g, '');
  const partnerServiceId = '   99999';
  return { partnerServiceId, customerNo, virtualAccountNo: partnerServiceId + customerNo };
}

/** The clock of Jakarta, '2026-11-22T10:00:00+07:00'. */
function jakarta(at: string): string {
  return `${new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}
