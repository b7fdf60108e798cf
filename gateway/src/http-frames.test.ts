import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Channel, ended } from './channel.fixture';
import { type HttpForm, oneFrame, sendFrames } from './http-frames';
import { streamForm } from './stream-form';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const SSE = 'text/event-stream';
const MULTIPART = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json';

/** One stream in this form, and its text as it has come so far. */
async function reading(
  accept: string,
  until: number | null = null,
  frames: Channel | ReturnType<typeof oneFrame> = new Channel(),
) {
  const server = createServer((_, response) =>
    sendFrames(frames, response, until, streamForm(accept) as HttpForm),
  );
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const stop = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    signal: stop.signal,
  });
  closing.push(() => {
    stop.abort();
    server.closeAllConnections();
    server.close();
  });
  let text = '';
  const done = (async () => {
    for await (const piece of answer.body!) text += Buffer.from(piece).toString();
  })().catch(() => 'cut');
  const has = async (wanted: string) => {
    for (let n = 0; n < 200 && !text.includes(wanted); n++)
      await new Promise((later) => setTimeout(later, 5));
    expect(text).toContain(wanted);
  };
  return { frames: frames as Channel, answer, done, has, stop, text: () => text };
}

describe('a stream as one long answer', () => {
  test('of server-sent events: next, and complete at the end', async () => {
    const { frames, answer, has, done, text } = await reading(SSE);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await has(':\n\n');
    frames.say('{"data":1}');
    frames.say('{\r\n"data": 2\n}');
    await has('event: next\ndata: {"data":1}\n\nevent: next\ndata: {  "data": 2 }\n\n');
    frames.end(ended('DEGRADED'));
    await done;
    expect(text()).toMatch(/event: next\ndata: \{"errors":\[.*DEGRADED.*\]\}\n\nevent: complete\ndata:\n\n$/);
  });

  test('of parts, as Apollo clients read them', async () => {
    const { frames, answer, has, done, text } = await reading(MULTIPART);
    expect(answer.headers.get('content-type')).toMatch('boundary="graphql"');
    frames.say('{"data":1}');
    await has('1}}\r\n--graphql');
    frames.end();
    await done;
    const parts = text().split('\r\n--graphql');
    expect(parts).toEqual(['', '\r\nContent-Type: application/json\r\n\r\n{"payload":{"data":1}}', '--\r\n']);
  });

  test.each([SSE, MULTIPART])('ends with the reader’s token (%s)', async (accept) => {
    const { frames, done } = await reading(accept, Date.now() / 1000 + 0.1);
    await done;
    expect(frames.left).toBeGreaterThan(0);
  });

  test('is left when its reader goes, and cut when the reader is too slow', async () => {
    const gone = await reading(SSE);
    gone.stop.abort();
    for (let n = 0; n < 100 && gone.frames.left === 0; n++)
      await new Promise((later) => setTimeout(later, 5));
    expect(gone.frames.left).toBeGreaterThan(0);
    const slow = await reading(SSE);
    slow.frames.end(ended('STREAM_TOO_SLOW'));
    expect(await slow.done).toBe('cut');
  });

  test('may be of one frame', async () => {
    const { done, text } = await reading(SSE, null, oneFrame(Buffer.from('{"data":1}')));
    await done;
    expect(text()).toBe(':\n\nevent: next\ndata: {"data":1}\n\nevent: complete\ndata:\n\n');
  });
});

test.each([
  ['application/json', false],
  ['multipart/mixed;deferSpec=20220824', false],
  ['multipart/mixed; boundary=graphql; subscriptionSpec="1.0", application/json', true],
  ['application/json, text/event-stream', true],
])('%s takes a stream: %s', (accept, takes) => {
  expect(streamForm(accept) !== undefined).toBe(takes);
});
