import { type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { httpServer, listen, stopListening } from './http';
import { bytesOf, cutOffBeyond, FileTooLarge, say, streamOf } from './received-file';

const opened: ReturnType<typeof httpServer>[] = [];
afterEach(() => Promise.all(opened.splice(0).map((server) => stopListening(server, 0))));

async function serving(handle: Parameters<typeof httpServer>[0]): Promise<string> {
  const server = httpServer(handle);
  opened.push(server);
  return `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
}

interface Reply {
  status: number;
  body: unknown;
  connection: string | undefined;
  kept: string | undefined;
}

async function replyOf(res: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of res) chunks.push(chunk);
  return {
    status: res.statusCode ?? 0,
    body: JSON.parse(Buffer.concat(chunks).toString()),
    connection: res.headers.connection,
    kept: res.headers['cache-control'],
  };
}

/** Sends a file piece by piece without saying how long it is; `whole` false leaves it unfinished. */
const sends = (url: string, pieces: readonly string[], whole = true): Promise<Reply> =>
  new Promise((done, failed) => {
    const call = request(url, { method: 'POST' }, (res) => done(replyOf(res)));
    call.on('error', failed);
    for (const piece of pieces) call.write(piece);
    if (whole) call.end();
  });

describe('a file that is received whole', () => {
  const limits = { most: 10, patienceMs: 150 };
  const door = () =>
    serving(async (req, res) => {
      const bytes = await bytesOf(req, limits);
      if (typeof bytes === 'string') say(res, bytes === 'TOO_LARGE' ? 413 : 408, { code: bytes });
      else say(res, 200, { length: bytes.length });
    });

  test('is its bytes, to the last one allowed, and the answer is not kept', async () => {
    const reply = await sends(await door(), ['01234', '56789']);
    expect(reply).toEqual({ status: 200, body: { length: 10 }, connection: 'keep-alive', kept: 'no-store' });
  });

  test('is refused at one byte more, and the connection ends with the answer', async () => {
    const reply = await sends(await door(), ['0123456789', 'x'], false);
    expect(reply).toMatchObject({ status: 413, body: { code: 'TOO_LARGE' }, connection: 'close' });
  });

  test('is waited for no longer than patience lasts', async () => {
    expect(await sends(await door(), ['012'], false)).toMatchObject({
      status: 408,
      body: { code: 'TOO_SLOW' },
    });
  });

  test('that is cut off leaves nobody waiting', async () => {
    let told: (what: unknown) => void = () => {};
    const heard = new Promise((done) => {
      told = done;
    });
    const url = await serving(async (req) => told(await bytesOf(req, { most: 10, patienceMs: 60_000 })));
    const call = request(url, { method: 'POST', headers: { 'content-length': 9 } });
    call.on('error', () => {});
    call.write('half');
    setTimeout(() => call.destroy(), 30);
    expect(await heard).toBe('CUT_OFF');
  });
});

describe('a file that is received as it comes', () => {
  const door = (most: number) =>
    serving(async (req, res) => {
      const pieces: number[] = [];
      try {
        for await (const piece of streamOf(req, { most, piece: 8 })) pieces.push(piece.length);
        say(res, 200, { pieces });
      } catch (error) {
        say(res, error instanceof FileTooLarge ? 413 : 500, { pieces });
      }
    });

  test('comes in pieces, and the last one is what is left', async () => {
    const url = await door(1_000);
    const slowly = new Promise<Reply>((done, failed) => {
      const call = request(url, { method: 'POST' }, (res) => done(replyOf(res)));
      call.on('error', failed);
      for (const [at, piece] of ['abc', 'def', 'ghi', 'j'].entries())
        setTimeout(() => call.write(piece), 60 * at);
      setTimeout(() => call.end(), 300);
    });
    expect((await slowly).body).toEqual({ pieces: [9, 1] });
    expect((await sends(url, [])).body).toEqual({ pieces: [] });
  });

  test('beyond its limit nothing more is handed out, and the refusal arrives whatever is still coming', async () => {
    const { status, body, connection } = await sends(await door(20), Array(64).fill('x'.repeat(65_536)));
    expect([status, body, connection]).toEqual([413, { pieces: [] }, 'close']);
  });

  test('and read by somebody else is cut off beyond its limit', async () => {
    let told: (error: unknown) => void = () => {};
    const heard = new Promise((done) => {
      told = done;
    });
    const url = await serving(async (req: IncomingMessage) => {
      req.once('error', told);
      cutOffBeyond(req, 10);
    });
    await expect(sends(url, ['0123456789x'], false)).rejects.toThrow();
    expect(await heard).toBeInstanceOf(FileTooLarge);
  });
});

describe('an answer about a file', () => {
  test('is said once', async () => {
    const url = await serving(async (_req, res) => {
      say(res, 200, { said: 1 });
      say(res, 503, { said: 2 });
    });
    expect(await sends(url, [])).toMatchObject({ status: 200, body: { said: 1 } });
  });

  test('before its body is read lets the rest be dropped, and ends the connection', async () => {
    const url = await serving(async (req, res) => {
      say(res, 404, { code: 'ADDRESS_OVER' }, req);
    });
    expect(await sends(url, ['x'.repeat(100)], false)).toMatchObject({
      status: 404,
      body: { code: 'ADDRESS_OVER' },
      connection: 'close',
    });
  });
});
