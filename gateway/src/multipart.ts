import { type HttpForm, madeOnce } from './http-frames';

/**
 * Subscriptions as `multipart/mixed`, as Apollo's clients ask for them (subscriptionSpec 1.0): each part has the
 * result under `payload`, an empty part is a heartbeat.
 */
export const multipart: HttpForm = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  opening: '\r\n--graphql',
  next: madeOnce((frame) => Buffer.concat([HEAD, frame, TAIL])),
  heartbeat: part('{}'),
  end: (error) => `${error ? part(JSON.stringify({ payload: null, errors: [error] })) : ''}--\r\n`,
};

const HEAD = Buffer.from('\r\nContent-Type: application/json\r\n\r\n{"payload":');
const TAIL = Buffer.from('}\r\n--graphql');

function part(json: string): string {
  return `\r\nContent-Type: application/json\r\n\r\n${json}\r\n--graphql`;
}
