import { describe, expect, test } from '@jest/globals';
import { AnswerMalformed, HeadReader } from './http-head';

const head = (length: string, more = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${length}\r\nKeep-Alive: timeout=5${more}`;
const said = { status: 200, json: true, reusable: true, idleMs: 5_000 };

describe('the heads of a connection', () => {
  test('differ in their length', () => {
    const heads = new HeadReader();
    for (const length of [7, 12_345, 0, 7]) {
      expect(heads.read(head(String(length)))).toEqual({ ...said, length });
    }
  });

  test('are read anew when anything else differs', () => {
    const heads = new HeadReader();
    heads.read(head('7'));
    expect(heads.read(head('8', '\r\nConnection: close'))).toEqual({ ...said, reusable: false, length: 8 });
    expect(heads.read(head('9').replace('200 OK', '502 Bad'))).toEqual({ ...said, status: 502, length: 9 });
    expect(heads.read(head('9').replace('Content-Length: 9', 'Transfer-Encoding: chunked'))).toEqual({
      ...said,
      length: undefined,
    });
    expect(heads.read(head('10'))).toEqual({ ...said, length: 10 });
  });

  test('are not taken for one another where the length is none', () => {
    const heads = new HeadReader();
    heads.read(head('7'));
    expect(heads.read(head(''))).toEqual({ ...said, length: -1 });
    expect(heads.read(head('x'))).toEqual({ ...said, length: -1 });
    expect(() => heads.read('SMTP')).toThrow(AnswerMalformed);
  });
});
