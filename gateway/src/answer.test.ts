import { describe, expect, test } from '@jest/globals';
import type { SubgraphError } from '@lindungi/federation';
import { tellable } from './answer';
import { MaskedLog } from './masked-log';

const told = (message: string, extensions?: Record<string, unknown>) => {
  const logged: object[] = [];
  const masked = new MaskedLog((line) => logged.push(line));
  const error = tellable({ message, extensions } as SubgraphError, masked);
  masked.flush();
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
    expect(logged).toEqual([expect.objectContaining({ id: error.extensions?.id })]);
  });

  test('says that something broke in both languages, also where a subgraph has hidden it already', () => {
    const both = 'Terjadi kesalahan di dalam sistem. (Something went wrong inside the system.)';
    expect(told('select * from donor').error.message).toBe(both);
    const { error, logged } = told('Internal', { code: 'INTERNAL', id: 'theirs' });
    expect(error).toEqual({ message: both, extensions: { code: 'INTERNAL', id: 'theirs' } });
    expect(logged).toEqual([]);
  });

  test('says of an entity that is not there, or not for this caller, just that; and logs nothing', () => {
    const { error, logged } = told('Cannot return null for non-nullable field Worker.name.');
    expect(error).toMatchObject({ extensions: { code: 'ABSENT' } });
    expect([JSON.stringify(error).includes('Worker.name'), logged]).toEqual([false, []]);
  });
});
