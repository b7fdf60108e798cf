import type { HttpForm } from './http-frames';
import { madeOnce } from './http-frames';

/** GraphQL over server-sent events, "distinct connections": `next` per result, `complete` at the end. */
export const serverSentEvents: HttpForm = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: ':\n\n',
  next: madeOnce((frame) => eventOf(frame)),
  heartbeat: ':\n\n',
  end: (error) => {
    const last = error ? `event: next\ndata: ${JSON.stringify({ errors: [error] })}\n\n` : '';
    return `${last}event: complete\ndata:\n\n`;
  },
};

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const HEAD = Buffer.from('event: next\ndata: ');
const TAIL = Buffer.from('\n\n');

function eventOf(frame: Buffer): Buffer {
  const event = Buffer.concat([HEAD, frame, TAIL]);
  // A line break in JSON is white space; in an event it would be the end of the line.
  if (frame.includes(NEWLINE) || frame.includes(RETURN)) {
    for (let at = HEAD.length; at < event.length - TAIL.length; at++) {
      if (event[at] === NEWLINE || event[at] === RETURN) event[at] = SPACE;
    }
  }
  return event;
}
