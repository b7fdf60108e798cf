/**
 * The one growing buffer in which requests and responses are written. One is enough per process, because
 * writing is synchronous: **nothing may await between `begin` and `take`**. Generated code reaches into the
 * fields; everybody else calls the functions.
 */
interface Output {
  bytes: Buffer;
  view: DataView;
  /** Where the next byte goes. */
  at: number;
  /** Room that is safe to write without asking: 16 less than there is, as short copies write words. */
  room: number;
}

const SMALL = 1 << 18;
/** An answer this large is rare; its buffer is not kept for the next. */
const LARGE = 8 << 20;
const SLACK = 16;

export const out: Output = { bytes: Buffer.alloc(0), view: new DataView(new ArrayBuffer(0)), at: 0, room: 0 };
allocate(SMALL);

function allocate(size: number): void {
  const bytes = Buffer.allocUnsafeSlow(size);
  bytes.set(out.bytes.subarray(0, out.at));
  out.bytes = bytes;
  out.view = new DataView(bytes.buffer);
  out.room = size - SLACK;
}

/** Starts a text. A text that was given up half-way is forgotten. */
export function begin(): void {
  out.at = 0;
}

/** Makes room for `n` bytes more. */
export function grow(n: number): void {
  allocate((out.bytes.length + n) * 2);
}

/** Appends `from[start..end)`; short runs, which most are, word by word. */
export function copy(from: Uint8Array, view: DataView, start: number, end: number): void {
  const n = end - start;
  let to = out.at;
  if (to + n > out.room) grow(n);
  out.at = to + n;
  if (n > 400) {
    out.bytes.set(from.subarray(start, end), to);
    return;
  }
  const w = out.view;
  for (; start + 16 <= end; start += 16, to += 16) {
    w.setInt32(to, view.getInt32(start, true), true);
    w.setInt32(to + 4, view.getInt32(start + 4, true), true);
    w.setInt32(to + 8, view.getInt32(start + 8, true), true);
    w.setInt32(to + 12, view.getInt32(start + 12, true), true);
  }
  for (; start + 4 <= end; start += 4, to += 4) w.setInt32(to, view.getInt32(start, true), true);
  const bytes = out.bytes;
  for (; start < end; start++) bytes[to++] = from[start]!;
}

export function put(text: Uint8Array): void {
  if (out.at + text.length > out.room) grow(text.length);
  out.bytes.set(text, out.at);
  out.at += text.length;
}

/** The finished text, as a Buffer of its own. */
export function take(): Buffer {
  const text = Buffer.allocUnsafe(out.at);
  text.set(out.bytes.subarray(0, out.at));
  out.at = 0;
  if (out.bytes.length > LARGE) allocate(SMALL);
  return text;
}

/** Bytes held between requests; for tests. */
export function held(): number {
  return out.bytes.length;
}
