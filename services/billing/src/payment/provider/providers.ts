import type { IncomingHttpHeaders } from 'node:http';
import type { PaymentProviderName } from '@lindungi/tenancy';
import { dokuRules } from './doku.rules';
import { judgeDoku } from './doku.signature';
import * as midtrans from './midtrans.rules';
import { isSignedByMidtrans, signedPart } from './midtrans.signature';
import { type Call, type Fields, fieldsOf, type Judgement, type ProviderRules } from './provider.rules';
import { snapRules } from './snap.rules';
import { judgeSnap } from './snap.signature';
import { xenditRules } from './xendit.rules';
import { judgeXendit } from './xendit.signature';

/** How each provider is read. */
export const providerRules: Readonly<Record<PaymentProviderName, ProviderRules>> = {
  MIDTRANS: midtrans,
  XENDIT: xenditRules,
  DOKU: dokuRules,
  SNAP: snapRules,
};

const judges: Readonly<Record<PaymentProviderName, (call: Call, secret: string, now: number) => Judgement>> =
  {
    MIDTRANS: judgeMidtrans,
    XENDIT: judgeXendit,
    DOKU: judgeDoku,
    SNAP: judgeSnap,
  };

/** A call as the rules want it; of a header that came twice nothing is believed. */
export function callOf(path: string, headers: IncomingHttpHeaders, body: Buffer): Call {
  const header = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { path, header, body };
}

/**
 * Whether a call is the provider's own: signed with this secret, and where it tells a time, told now.
 *
 * @param now  in ms since 1970
 */
export function judge(
  provider: PaymentProviderName,
  call: Call,
  secret: string,
  now: number,
): { kind: 'GENUINE'; fields: Fields } | { kind: Exclude<Judgement, 'GENUINE'> } {
  const fields = fieldsOf(call.body);
  if (!fields) return { kind: 'MALFORMED' };
  const kind = judges[provider](call, secret, now);
  return kind === 'GENUINE' ? { kind, fields } : { kind };
}

function judgeMidtrans({ body }: Call, serverKey: string): Judgement {
  const signed = signedPart(JSON.parse(body.toString('utf8')));
  if (!signed) return 'MALFORMED';
  return isSignedByMidtrans(signed, serverKey) ? 'GENUINE' : 'FORGED';
}
