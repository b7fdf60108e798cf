import type { PaymentProviderName, PaymentWay } from '@lindungi/tenancy';
import type { Kept } from '../notice.service';
import { type Fields, partOf } from './provider.rules';
import { snapAnswer } from './snap.rules';

/** What became of a call. */
export type Outcome =
  | Kept
  | 'FORGED'
  | 'STALE'
  | 'TOKEN_REFUSED'
  | 'MALFORMED'
  | 'NOT_FOUND'
  | 'METHOD_REFUSED'
  | 'CONTENT_TYPE_REFUSED'
  | 'BODY_TOO_LARGE'
  | 'BODY_TOO_SLOW'
  | 'DEGRADED';

export type Answer = Readonly<{ status: number; body: object }>;

/** The path of SNAP's service that asks what is owed on a virtual account. */
export const INQUIRY = '/v1.0/transfer-va/inquiry';

/** The path at which a bank fetches its access token. */
export const TOKEN = '/v1.0/access-token/b2b';

/** SNAP's number of each service we serve; behind the bare address a bank tells of payments. */
const services: Readonly<Record<string, string>> = {
  '': '25',
  [TOKEN]: '73',
  [INQUIRY]: '24',
  '/v1.0/transfer-va/payment': '25',
  '/v1.0/qr/qr-mpm-notify': '52',
};

/** Whether a provider has anything to say behind this address; tokens are granted to whom we have a key of. */
export function serves({ provider, publicKey }: PaymentWay, service: string): boolean {
  if (service === TOKEN) return provider === 'SNAP' && publicKey !== undefined;
  return service === '' || (provider === 'SNAP' && Object.hasOwn(services, service));
}

/** A bank's token, as it is answered. */
export function tokenAnswer({ accessToken, expiresIn }: { accessToken: string; expiresIn: number }): Answer {
  const { status, body } = snapAnswer('73', 200, '00', 'Successful');
  return { status, body: { ...body, accessToken, tokenType: 'BearerToken', expiresIn: `${expiresIn}` } };
}

const refusals: Readonly<Record<Exclude<Outcome, Kept>, readonly [status: number, code: string]>> = {
  FORGED: [403, 'SIGNATURE_REFUSED'],
  STALE: [403, 'TIMESTAMP_REFUSED'],
  TOKEN_REFUSED: [403, 'TOKEN_REFUSED'],
  MALFORMED: [400, 'BODY_REFUSED'],
  NOT_FOUND: [404, 'NOT_FOUND'],
  METHOD_REFUSED: [405, 'METHOD_REFUSED'],
  CONTENT_TYPE_REFUSED: [415, 'CONTENT_TYPE_REFUSED'],
  BODY_TOO_LARGE: [413, 'BODY_TOO_LARGE'],
  BODY_TOO_SLOW: [408, 'BODY_TOO_SLOW'],
  DEGRADED: [503, 'DEGRADED'],
};

const isKept = (outcome: Outcome): outcome is Kept => ['NEW', 'KNOWN', 'CONFLICT'].includes(outcome);

/** 200 for whatever is kept, a contradiction too: the provider has done its part. */
function plainAnswer(outcome: Outcome): Answer {
  if (isKept(outcome)) return { status: 200, body: { received: true } };
  const [status, code] = refusals[outcome];
  return { status, body: { received: false, code } };
}

/** SNAP: HTTP status, service and case in one number. The cases are Bank Indonesia's. */
const snapCases: Readonly<Record<Exclude<Outcome, 'NEW' | 'KNOWN'>, readonly [number, string, string]>> = {
  CONFLICT: [409, '00', 'Conflict'],
  FORGED: [401, '00', 'Unauthorized. [Signature]'],
  STALE: [400, '01', 'Invalid Field Format [X-TIMESTAMP]'],
  TOKEN_REFUSED: [401, '01', 'Invalid Token (B2B)'],
  MALFORMED: [400, '00', 'Bad Request'],
  NOT_FOUND: [404, '16', 'Partner Not Found'],
  METHOD_REFUSED: [405, '00', 'Requested Function Is Not Supported'],
  CONTENT_TYPE_REFUSED: [400, '01', 'Invalid Field Format [Content-Type]'],
  BODY_TOO_LARGE: [400, '00', 'Bad Request'],
  BODY_TOO_SLOW: [400, '00', 'Bad Request'],
  DEGRADED: [500, '00', 'General Error'],
};

function answerOfSnap(outcome: Outcome, service: string, fields: Fields = {}): Answer {
  const number = services[service] ?? '25';
  if (outcome !== 'NEW' && outcome !== 'KNOWN') {
    const [status, what, message] = snapCases[outcome];
    return snapAnswer(number, status, what, message);
  }
  const { status, body } = snapAnswer(number, 200, '00', 'Successful');
  if (number !== '25') return { status, body };
  const { partnerServiceId, customerNo, virtualAccountNo, paymentRequestId } = fields;
  const account = { partnerServiceId, customerNo, virtualAccountNo, paymentRequestId };
  const virtualAccountData = {
    ...account,
    paidAmount: partOf(fields, 'paidAmount'),
    paymentFlagStatus: '00',
  };
  return { status, body: { ...body, virtualAccountData } };
}

/** How each provider wants to be answered. */
export const answers: Readonly<
  Record<PaymentProviderName, (outcome: Outcome, service: string, fields?: Fields) => Answer>
> = { MIDTRANS: plainAnswer, XENDIT: plainAnswer, DOKU: plainAnswer, SNAP: answerOfSnap };
