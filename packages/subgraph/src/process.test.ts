import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { EnvironmentMalformed } from './environment';
import { listen, stopListening } from './http';
import { sentenceOf } from './process';

describe('what the person at the terminal reads', () => {
  test('is one sentence when the port is taken', async () => {
    const [first, second] = [createServer(), createServer()];
    const port = await listen(first, 0, '127.0.0.1');
    const refused = await listen(second, port, '127.0.0.1').catch((error: unknown) => error);
    await stopListening(first, 0);

    expect(sentenceOf('donors', refused)).toBe(
      `donors cannot start: port ${port} is in use by another process.`,
    );
  });

  test.each([
    [
      'no database',
      { code: 'ECONNREFUSED', address: '127.0.0.1', port: 54329 },
      /nothing answers at 127\.0\.0\.1:54329/,
    ],
    [
      'a wrong password',
      { code: '28P01', message: 'password authentication failed for user "x"' },
      /refuses its login/,
    ],
    ['no tables', { code: '42P01', message: 'relation "outbox" does not exist' }, /run its migration first/],
  ])('is one sentence when there is %s', (_, error, sentence) => {
    const said = sentenceOf('donors', error);
    expect(said).toMatch(sentence);
    expect(said).not.toContain('\n');
  });

  test('is what the environment lacks', () => {
    expect(sentenceOf('donors', new EnvironmentMalformed('donors', ['PORT is missing']))).toBe(
      'donors cannot start with this environment: PORT is missing.',
    );
  });

  test('shows where a defect is, and not what it held', () => {
    const said = sentenceOf('donors', new TypeError('cannot read "3374010101010001" of undefined'));
    expect(said).toMatch(/at .*process\.test\.ts/);
    expect(said).not.toContain('3374010101010001');
  });
});
