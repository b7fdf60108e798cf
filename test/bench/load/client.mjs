// A client that costs little: HTTP/1.1 by hand over kept-alive sockets, each with one request at a time.
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = '0\r\n\r\n';

/** The bytes of a POST /graphql. */
export function requestBytes(operation, headers) {
  const body = JSON.stringify(operation);
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST /graphql HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/**
 * Sends requests over `connections` sockets, one after the other on each, and waits for every answer before it
 * returns: what was begun is counted, so that slow servers are not charged for requests cut off at the end.
 *
 * @param next   the bytes of the nth request
 * @param until  whether to begin another, given how many were begun and the milliseconds since the start
 * @param mayRefuse  whether an answer of 400 is counted as refused, and not an error
 * @returns      how many were answered, in how many seconds, and the latency of each in milliseconds
 * @throws Error when an answer is not 200, or a socket ends
 */
export async function load({ port, connections = 32, next, until, mayRefuse = false }) {
  const began = performance.now();
  const latencies = [];
  let begun = 0;
  let refused = 0;
  const one = async () => {
    const socket = await open(port);
    try {
      while (until(begun, performance.now() - began)) {
        const sent = performance.now();
        await exchange(socket, next(begun++)).catch((error) => {
          if (!mayRefuse || error.status !== 400) throw error;
          refused++;
        });
        latencies.push(performance.now() - sent);
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { requests: latencies.length, refused, seconds: (performance.now() - began) / 1_000, latencies };
}

/** One request for its answer's body as text. */
export async function ask(port, bytes) {
  const socket = await open(port);
  try {
    const answer = await exchange(socket, bytes, true);
    return answer;
  } finally {
    socket.destroy();
  }
}

/** A socket for `exchange`. */
export function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/**
 * Sends one request and waits for the end of its answer.
 *
 * @param keep  whether to give the body back, as text
 * @throws Error with `status` when it is not 200; it is read as far as it came in one piece
 */
export function exchange(socket, bytes, keep = false) {
  return new Promise((resolve, reject) => {
    let head;
    let left = 0;
    let tail = '';
    const kept = [];
    const done = (error) => {
      socket.off('data', hear).off('close', ended);
      if (error) reject(error);
      else resolve(keep ? textOf(head, Buffer.concat(kept)) : undefined);
    };
    const ended = () => done(new Error('the gateway closed the connection'));
    const hear = (chunk) => {
      let body = chunk;
      if (head === undefined) {
        const end = chunk.indexOf(HEAD_END);
        if (end < 0) return done(new Error('a head in two pieces'));
        head = chunk.latin1Slice(0, end);
        body = chunk.subarray(end + 4);
        if (!head.startsWith('HTTP/1.1 200')) return done(refusal(chunk.toString()));
        const length = /\r\ncontent-length: *(\d+)/i.exec(head);
        left = length ? Number(length[1]) : Number.POSITIVE_INFINITY;
      }
      if (keep) kept.push(body);
      left -= body.length;
      if (left === Number.POSITIVE_INFINITY) tail = (tail + body.subarray(-5).toString('latin1')).slice(-5);
      if (left <= 0 || tail === LAST_CHUNK) done();
    };
    socket.on('data', hear).once('close', ended);
    socket.write(bytes);
  });
}

/** What came instead of an answer; a refusal is short enough to come in one piece. */
const refusal = (text) => Object.assign(new Error(text.slice(0, 600)), { status: Number(text.slice(9, 12)) });

function textOf(head, body) {
  if (/\r\ncontent-length:/i.test(head)) return body.toString();
  const parts = [];
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.latin1Slice(at, line), 16);
    if (size === 0) return Buffer.concat(parts).toString();
    parts.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
