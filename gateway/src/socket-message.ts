const NOTHING = Buffer.alloc(0);
/** What stands behind a result, '}'. */
const CLOSE = 125;
/** A whole text message in one frame (RFC 6455); a server does not mask. */
const FINAL_TEXT = 0x81;
const SHORT = 126;
const MEDIUM = 65_536;

/** What stands before every result of one operation; kept as long as the operation. */
export function nextHead(id: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
}

let lastHead: Buffer = NOTHING;
let lastFrame: Buffer | undefined;
let lastMessage: Buffer = NOTHING;

/**
 * A `next` message around a result, with its WebSocket header, so that it is written in one go. A result goes to
 * all its clients in a row, and many of them count their operations from one: they then share the very message.
 */
export function messageOf(head: Buffer, frame: Buffer): Buffer {
  if (frame === lastFrame && isLast(head)) return lastMessage;
  const length = head.length + frame.length + 1;
  const header = length < SHORT ? 2 : length < MEDIUM ? 4 : 10;
  const message = Buffer.allocUnsafe(header + length);
  message[0] = FINAL_TEXT;
  if (header === 2) message[1] = length;
  else if (header === 4) {
    message[1] = 126;
    message.writeUInt16BE(length, 2);
  } else {
    message[1] = 127;
    message.writeUIntBE(0, 2, 2);
    message.writeUIntBE(length, 4, 6);
  }
  message.set(head, header);
  message.set(frame, header + head.length);
  message[header + length - 1] = CLOSE;
  lastHead = head;
  lastFrame = frame;
  lastMessage = message;
  return message;
}

/** Ids that clients draw by chance differ in their first letters: to look there is cheaper than to compare. */
function isLast(head: Buffer): boolean {
  if (head === lastHead) return true;
  if (head.length !== lastHead.length || head[ID] !== lastHead[ID] || head[ID + 1] !== lastHead[ID + 1])
    return false;
  return head.equals(lastHead);
}

/** Where the id begins in a head. */
const ID = '{"id":"'.length;
