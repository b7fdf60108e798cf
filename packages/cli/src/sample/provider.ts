import { createHash, randomUUID } from 'node:crypto';

export interface Notification {
  transaction_id: string;
  transaction_status: string;
  status_code: string;
  order_id: string;
  gross_amount: string;
  [field: string]: string;
}

/** A payment provider that moves no money: it says what Midtrans would say, and signs it the same way. */
export class SampleProvider {
  /**
   * @param url       of the gateway
   * @param secretOf  the server key of a city
   */
  constructor(
    private readonly url: string,
    private readonly secretOf: (cityCode: string) => string,
  ) {}

  /**
   * What would be said of one payment.
   *
   * @param amount  rupiah
   */
  notification(order: string, amount: number, changes: Record<string, string> = {}): Notification {
    return {
      transaction_id: randomUUID(),
      transaction_time: '2026-11-22 10:00:00',
      transaction_status: 'settlement',
      settlement_time: '2026-11-22 10:00:05',
      status_code: '200',
      status_message: 'midtrans payment notification',
      payment_type: 'bank_transfer',
      merchant_id: 'G000000000',
      fraud_status: 'accept',
      currency: 'IDR',
      order_id: order,
      gross_amount: `${amount}.00`,
      ...changes,
    };
  }

  /** Says it once; gives back the status that was answered. */
  async say(cityCode: string, notification: Notification, secret = this.secretOf(cityCode)): Promise<number> {
    const { order_id, status_code, gross_amount } = notification;
    const signature = createHash('sha512')
      .update(order_id + status_code + gross_amount + secret)
      .digest('hex');
    const response = await fetch(`${this.url}/webhooks/midtrans/${cityCode}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...notification, signature_key: signature }),
      signal: AbortSignal.timeout(15_000),
    });
    await response.text();
    return response.status;
  }
}
