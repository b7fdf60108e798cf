import type { IncomingHttpHeaders } from 'node:http';
import type { PaymentProviderName } from '@lindungi/tenancy';
import { TOKEN } from './answers';
import { dokuRules } from './doku.rules';
import { judgeDoku } from './doku.signature';
import * as midtrans from './midtrans.rules';
import { isSignedByMidtrans, signedPart } from './midtrans.signature';
import { type Call, type Fields, fieldsOf, type Judgement, type ProviderRules } from './provider.rules';
import { snapRules } from './snap.rules';
import { judgeSnap } from './snap.signature';
import { isGranted, judgeTokenRequest } from './snap.token';
import { xenditRules } from './xendit.rules';
import { judgeXendit } from './xendit.signature';

/** How each provider is read. */
export const providerRules: Readonly<Record<PaymentProviderName, ProviderRules>> = {
  MIDTRANS: midtrans,
  XENDIT: xenditRules,
  DOKU: dokuRules,
  SNAP: snapRules,
};

/** What a contract is worth: what calls are signed with, and the key of a bank that fetches its token from us. */
export interface Secrets {
  secret: string;
  publicKey?: string | undefined;
}

const judges: Readonly<
  Record<PaymentProviderName, (call: Call, secrets: Secrets, now: number) => Judgement>
> = {
  MIDTRANS: (call, { secret }) => judgeMidtrans(call, secret),
  XENDIT: (call, { secret }) => judgeXendit(call, secret),
  DOKU: (call, { secret }) => judgeDoku(call, secret),
  SNAP: judgeBank,
};

function judgeBank(call: Call, { secret, publicKey }: Secrets, now: number): Judgement {
  if (publicKey !== undefined) {
    if (call.path.endsWith(TOKEN)) return judgeTokenRequest(call, publicKey, now);
    const token = call.header('authorization')?.replace(/^Bearer /, '') ?? '';
    if (!isGranted(token, secret, now)) return 'TOKEN_REFUSED';
  }
  return judgeSnap(call, secret, now);
}

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
  secrets: Secrets,
  now: number,
): { kind: 'GENUINE'; fields: Fields } | { kind: Exclude<Judgement, 'GENUINE'> } {
  const fields = fieldsOf(call.body);
  if (!fields) return { kind: 'MALFORMED' };
  const kind = judges[provider](call, secrets, now);
  return kind === 'GENUINE' ? { kind, fields } : { kind };
}

function judgeMidtrans({ body }: Call, serverKey: string): Judgement {
  const signed = signedPart(JSON.parse(body.toString('utf8')));
  if (!signed) return 'MALFORMED';
  return isSignedByMidtrans(signed, serverKey) ? 'GENUINE' : 'FORGED';
}
