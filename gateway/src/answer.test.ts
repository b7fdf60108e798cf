import { describe, expect, test } from '@jest/globals';
import type { SubgraphError } from '@lindungi/federation';
import { tellable } from './answer';

const told = (message: string, extensions?: Record<string, unknown>) => {
  const logged: object[] = [];
  const error = tellable({ message, extensions } as SubgraphError, (line) => logged.push(line));
  return { error, logged };
};

describe('an error that leaves the house', () => {
  test('keeps a code and a message that were written for clients', () => {
    const { error, logged } = told('Tidak boleh.', { code: 'FORBIDDEN', stack: ['x'] });
    expect([error, logged]).toEqual([{ message: 'Tidak boleh.', extensions: { code: 'FORBIDDEN' } }, []]);
  });

  test('is an id, and a line in the log, for everything else', () => {
    const { error, logged } = told('connect ECONNREFUSED 10.0.0.7:5432 select * from donor');
    expect(JSON.stringify(error)).not.toMatch(/10\.0|select|ECONN/);
    expect(error).toMatchObject({ extensions: { code: 'INTERNAL', id: expect.any(String) } });
    expect(logged).toHaveLength(1);
  });

  test('says of an entity that is not there, or not for this caller, just that; and logs nothing', () => {
    const { error, logged } = told('Cannot return null for non-nullable field Worker.name.');
    expect(error).toMatchObject({ extensions: { code: 'ABSENT' } });
    expect([JSON.stringify(error).includes('Worker.name'), logged]).toEqual([false, []]);
  });
});
