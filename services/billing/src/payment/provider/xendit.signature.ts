import { createHash, timingSafeEqual } from 'node:crypto';
import type { Call, Judgement } from './provider.rules';

/**
 * Whether Xendit sent this: its header `x-callback-token` is this account's token.
 *
 * It signs nothing: neither the body nor the time. Whoever has seen one call can make up others, so the
 * invoice is asked for again by its id before anything is booked (`ask.service.ts`). The comparison takes
 * the same time wherever the difference is.
 *
 * Source: docs.xendit.co, API integration, Callback setup.
 */
export function judgeXendit(call: Call, token: string): Judgement {
  const given = call.header('x-callback-token');
  return given !== undefined && timingSafeEqual(digest(given), digest(token)) ? 'GENUINE' : 'FORGED';
}

const digest = (text: string) => createHash('sha256').update(text).digest();
