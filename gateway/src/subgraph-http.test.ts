import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Metrics } from './metrics';
import { subgraphHttp } from './subgraph-http';
import type { Stoppable } from './turn';

const metrics = new Metrics();
const meter = metrics.callsTo('donors');
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function client(server: Server | ReturnType<typeof createRawServer>) {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const http = subgraphHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?x=1`, meter);
  closing.push(() => {
    http.close();
    server.close();
    (server as Server).closeAllConnections?.();
  });
  return (body = '{}', signal?: AbortSignal) =>
    http
      .post({ headers: 'x-pass: p\r\n', body: Buffer.from(body), ...(signal && { call: stoppedBy(signal) }) })
      .then(String);
}

const stoppedBy = (signal: AbortSignal): Stoppable => ({
  onStop: (listener) => signal.addEventListener('abort', () => listener(signal.reason), { once: true }),
});

const node = (listener: RequestListener) => client(createServer(listener));
let connections = 0;
/** A server that says these pieces, each a moment after the other, to whatever it is asked. */
const saying = (...pieces: string[]) => {
  const sockets: Socket[] = [];
  const server = createRawServer((socket) => {
    sockets.push(socket);
    connections++;
    socket.on('error', () => {});
    socket.on('data', async () => {
      for (const piece of pieces) {
        if (piece === 'END') socket.end();
        else socket.write(piece);
        await new Promise((later) => setTimeout(later, 5));
      }
    });
  });
  closing.push(() => sockets.forEach((it) => void it.destroy()));
  return client(server);
};

const JSON_TYPE = 'content-type: application/json\r\n';

describe('a call to a subgraph', () => {
  test('carries its head and body, and keeps its connection', async () => {
    const ports = new Set<number | undefined>();
    const post = await node((request, response) => {
      ports.add(request.socket.remotePort);
      const { method, url, headers } = request;
      request.setEncoding('utf8').on('data', (body) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ method, url, pass: headers['x-pass'], body }));
      });
    });
    for (let n = 0; n < 3; n++) {
      expect(JSON.parse(await post('{"é":1}'))).toEqual({
        method: 'POST',
        url: '/graphql?x=1',
        pass: 'p',
        body: '{"é":1}',
      });
    }
    expect(ports.size).toBe(1);
  });

  test('of many at once are never mixed up, and wait for their turn', async () => {
    const post = await node((request, response) => {
      request.setEncoding('utf8').on('data', (body) => {
        response.setHeader('content-type', 'application/json');
        setTimeout(() => response.end(body), Math.random() * 10);
      });
    });
    const bodies = Array.from({ length: 300 }, (_, n) => `{"n":${n}}`);
    expect(await Promise.all(bodies.map((it) => post(it)))).toEqual(bodies);
  });

  test.each([
    ['in one piece', [`HTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: 2\r\n\r\n{}`], '{}'],
    ['byte by byte', [...`HTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: 9\r\n\r\n{"a":"b"}`], '{"a":"b"}'],
    [
      'in chunks',
      [
        `HTTP/1.1 200 OK\r\n${JSON_TYPE}transfer-encoding: chunked\r\n\r\n`,
        '3\r\n{"a\r\n',
        '2;x=y\r\n":\r\n',
        '2\r\n1}\r\n0\r\n\r\n',
      ],
      '{"a":1}',
    ],
    [
      'in chunks with line ends in them',
      [
        `HTTP/1.1 200 OK\r\n${JSON_TYPE}transfer-encoding: chunked\r\n\r\n`,
        '5\r\n[1,\r\n\r\n',
        '2\r\n2]\r\n',
        '0\r\nx: y\r\n\r\n',
      ],
      '[1,\r\n2]',
    ],
    ['until the end', [`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\n`, '{"a":', '1}', 'END'], '{"a":1}'],
    ['with another status', [`HTTP/1.1 400 Bad\r\n${JSON_TYPE}content-length: 2\r\n\r\n[]`], '[]'],
  ])('reads an answer %s', async (_, pieces, body) => {
    const post = await saying(...pieces);
    expect(await post()).toBe(body);
  });

  test.each([
    ['that is no HTTP', ['hello\r\n\r\n']],
    ['that is no JSON', ['HTTP/1.1 502 Bad\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nno']],
    ['that breaks off', [`HTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: 9\r\n\r\n{"a"`, 'END']],
    ['whose head has no end', ['HTTP/1.1 200 OK\r\n', 'x'.repeat(20_000)]],
    [
      'whose chunk has no length',
      [`HTTP/1.1 200 OK\r\n${JSON_TYPE}transfer-encoding: chunked\r\n\r\nzz\r\n\r\n`],
    ],
    ['of nobody', ['END']],
  ])('refuses an answer %s', async (_, pieces) => {
    const post = await saying(...pieces);
    await expect(post()).rejects.toThrow(Error);
  });

  test('does not take what was left over for the next answer', async () => {
    const two = `HTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: 3\r\n\r\n"x"`;
    const before = connections;
    const post = await saying(two);
    expect([await post(), await post()]).toEqual(['{}', '{}']);
    expect(connections - before).toBe(2);
  });

  test('is given up with its signal, and its connection with it', async () => {
    let closed = 0;
    const stop = new AbortController();
    const post = await node((request) => {
      request.socket.once('close', () => closed++);
      stop.abort(new Error('late'));
    });
    const asked = post('{}', stop.signal);
    await expect(asked).rejects.toThrow('late');
    for (let n = 0; n < 100 && closed === 0; n++) await new Promise((later) => setTimeout(later, 5));
    expect(closed).toBe(1);
    expect(metrics.text()).toContain('subgraph="donors",outcome="left"} 1\n');
  });

  test('fails at once when nobody is there', async () => {
    const http = subgraphHttp('http://127.0.0.1:9/graphql', meter);
    await expect(http.post({ headers: '', body: Buffer.from('{}') })).rejects.toThrow('ECONNREFUSED');
  });
});
