import { afterEach, describe, expect, test } from '@jest/globals';
import { bodies, closeAll, saying } from './riding.fixture';

afterEach(closeAll);

describe('a connection with several', () => {
  const TYPE = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

  test('is read right when answers come in one piece, with lengths and in chunks', async () => {
    const { post, known } = await saying(
      (n) =>
        n % 2
          ? `${TYPE}content-length: ${String(n).length}\r\n\r\n${n}`
          : `${TYPE}transfer-encoding: chunked\r\n\r\n${String(n).length}\r\n${n}\r\n0\r\n\r\n`,
      () => {},
    );
    await known();
    const answers = await Promise.all(bodies(12).map((it) => post(it)));
    expect(answers).toEqual(Array.from({ length: 12 }, (_, n) => String(n + 25)));
  });

  test('asks the rest anew when the subgraph closes it after an answer', async () => {
    const { post, known } = await saying(
      (n) =>
        n === 0
          ? `${TYPE}content-length: 1\r\n\r\n0`
          : `${TYPE}connection: close\r\ncontent-length: 1\r\n\r\n1`,
      (socket, mine) => mine > 25 && socket.end(),
    );
    await known();
    expect(await Promise.all(bodies(5).map((it) => post(it)))).toEqual(Array(5).fill('1'));
  });

  test('that is closed, and others that fail, leave nobody waiting', async () => {
    let last = false;
    const { post, known } = await saying(
      (n) => {
        last = n >= 25;
        if (!last) return `${TYPE}content-length: 1\r\n\r\n0`;
        return n === 25 ? `${TYPE}connection: close\r\ncontent-length: 1\r\n\r\n1` : '';
      },
      (socket) => last && socket.end(),
    );
    await known();
    const answers = await Promise.all(bodies(3).map((it) => post(it).catch(() => 'failed')));
    expect(answers).toEqual(['1', 'failed', 'failed']);
  });

  test('that breaks fails them all, and is never read further', async () => {
    const { post, known } = await saying(
      (n) => (n < 26 ? `${TYPE}content-length: 1\r\n\r\n1` : 'no HTTP\r\n\r\n'),
      () => {},
    );
    await known();
    const answers = await Promise.all(bodies(4).map((it) => post(it).catch(() => 'failed')));
    expect(answers).toEqual(['1', 'failed', 'failed', 'failed']);
  });
});
