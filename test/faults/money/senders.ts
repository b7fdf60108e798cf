import { setTimeout as pause } from 'node:timers/promises';
import { chance } from './chance';
import type { Webhook } from './script';

export const SENDERS = 32;

/** How the sending went; the answers a sender did not want are what made it try again. */
export interface Sent {
  requests: number;
  /** By status; 0 is no answer at all. */
  answers: Record<number, number>;
}

/**
 * Sends every delivery until it is answered as it must be: 200, or 403 when it is forged. 32 senders, each with
 * one request at a time, as a provider that never gives up.
 *
 * @param url   of the gateway
 * @throws Error at an answer that no sender can mend: a forged one accepted, a true one refused
 */
export async function send(
  url: string,
  seed: number,
  deliveries: readonly Webhook[],
  tell: (done: number) => void,
): Promise<Sent> {
  const sent: Sent = { requests: 0, answers: {} };
  let next = 0;
  const sender = async (number: number) => {
    const draw = chance(seed, 100 + number);
    for (let it = deliveries[next++]; it; it = deliveries[next++]) {
      for (;;) {
        const status = await deliver(url, it);
        sent.requests += 1;
        sent.answers[status] = (sent.answers[status] ?? 0) + 1;
        if (status === it.answer) break;
        if (status !== 0 && status < 500)
          throw new Error(`Answered ${status}, not ${it.answer}: ${it.bytes}`);
        await pause(draw.whole(20, 250));
      }
      tell(Math.min(next, deliveries.length));
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, (_, number) => sender(number)));
  return sent;
}

async function deliver(url: string, { cityCode, bytes }: Webhook): Promise<number> {
  try {
    const response = await fetch(`${url}/webhooks/midtrans/${cityCode}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes,
      signal: AbortSignal.timeout(8_000),
    });
    await response.text();
    return response.status;
  } catch {
    return 0; // cut off, refused or late: whether it was kept, the sender cannot know
  }
}
