import type { HttpForm } from './http-frames';
import { multipart } from './multipart';
import { serverSentEvents } from './sse';

/** The form of a stream that this `accept` header takes; undefined when it takes none. */
export function streamForm(accept: string | undefined): HttpForm | undefined {
  if (accept === undefined || accept === 'application/json') return undefined;
  if (/\btext\/event-stream\b/i.test(accept)) return serverSentEvents;
  // Without the parameter it may be @defer that is asked for, which is another form.
  if (/\bmultipart\/mixed\b[^,]*\bsubscriptionSpec\b/i.test(accept)) return multipart;
  return undefined;
}
