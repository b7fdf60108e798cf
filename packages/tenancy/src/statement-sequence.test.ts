import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { bindTo } from './standing-steps';
import { nameOf } from './statement';
import { isRefusal, StatementSequence } from './statement-sequence';

/** Notes down the messages of a connection. */
function wire() {
  const sent: string[] = [];
  const note =
    (kind: string) => (message?: { text?: string; statement?: string; values?: readonly unknown[] }) => {
      sent.push([kind, message?.text, message?.values?.join()].filter(Boolean).join(' '));
    };
  return {
    sent,
    stream: { cork: note('cork'), uncork: note('uncork') },
    close: note('close'),
    parse: note('parse'),
    bind: note('bind'),
    describe: note('describe'),
    execute: note('execute'),
    sync: note('sync'),
  };
}

describe('a sequence', () => {
  const steps = [bindTo('3374'), { text: 'select $1::int as n', values: [7], answers: true }];

  test('goes out as one message that begins with the city and ends with one Sync', () => {
    const { sent, ...connection } = wire();
    const sequence = new StatementSequence(steps, () => {});
    sequence.submit(connection);
    expect(sent).toEqual([
      'cork',
      'bind 3374',
      'execute',
      'close',
      'parse select $1::int as n',
      'bind 7',
      'describe',
      'execute',
      'sync',
      'uncork',
    ]);
    sequence.handleCommandComplete({ text: 'SELECT 1' });
    sequence.handleCommandComplete({ text: 'SELECT 1' });
    sent.length = 0;
    new StatementSequence(steps, () => {}).submit(connection);
    expect(sent).toEqual(['cork', 'bind 3374', 'execute', 'bind 7', 'describe', 'execute', 'sync', 'uncork']);
  });

  test('parses again what it does not know to have been parsed', () => {
    const { sent, ...connection } = wire();
    const sequence = new StatementSequence(steps, () => {});
    sequence.submit(connection);
    sequence.handleCommandComplete({ text: 'SELECT 1' });
    sequence.handleError(new Error('refused'));
    sent.length = 0;
    new StatementSequence(steps, () => {}).submit(connection);
    expect(sent).toContain('parse select $1::int as n');
  });

  test('sends nothing when a value cannot be written', () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    expect(() => new StatementSequence([{ text: 'select $1', values: [circle] }], () => {})).toThrow();
  });
});

test('a text has one name everywhere, and few texts have one', () => {
  expect(nameOf('select 1')).toBe(nameOf('select 1'));
  for (let n = 0; n < 1_000; n++) nameOf(`select ${n} as many`);
  expect(nameOf('select 1001 as many')).toBeUndefined();
  expect(nameOf('select 1')).toMatch(/^q[0-9a-f]{24}$/);
});

test.each([
  ['a refused statement leaves the connection good', 'ERROR', '23505', true],
  ['a stale plan does not', 'ERROR', '0A000', false],
  ['a forgotten statement does not', 'ERROR', '26000', false],
  ['the end of the session does not', 'FATAL', '57P01', false],
])('%s', (_, severity, code, good) => {
  const error = Object.assign(new pg.DatabaseError('x', 1, 'error'), { severity, code });
  expect(isRefusal(error)).toBe(good);
  expect(isRefusal(new Error('the socket is gone'))).toBe(false);
});
