import { describe, expect, test } from '@jest/globals';
import { addressReader, proxiesIn } from './visitor-address';

const wrong: string[] = [];
const reader = (text: string) => addressReader(proxiesIn(text, (what) => wrong.push(what)));
const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never;

describe('from where somebody asks', () => {
  test('is not known when nobody has said who stands between', () => {
    expect(reader('')(from('203.0.113.5', '198.51.100.7'))).toBeUndefined();
  });

  test("is the socket's own address when nobody stands between, whatever the visitor says", () => {
    const read = reader('none');
    expect(read(from('203.0.113.5', '198.51.100.7'))).toBe('203.0.113.5');
    expect(read(from('::ffff:203.0.113.5'))).toBe('203.0.113.5');
    expect(read(from(undefined))).toBeUndefined();
  });

  test.each([
    ['what the proxy wrote', '10.0.0.2', '203.0.113.5', '203.0.113.5'],
    [
      'the last that no proxy is, and nothing before it',
      '10.0.0.2',
      '1.1.1.1, 203.0.113.5, 10.9.9.9',
      '203.0.113.5',
    ],
    ['the socket, when it is no proxy of ours', '203.0.113.9', '203.0.113.5', '203.0.113.9'],
    ['the proxy itself, when it says nothing', '10.0.0.2', undefined, '10.0.0.2'],
    [
      'one and the same for all who are written so that nobody can read it',
      '10.0.0.2',
      'x, _hidden',
      'unreadable',
    ],
    ['nothing that a proxy did not write', '10.0.0.2', '203.0.113.5,', 'unreadable'],
    ['an end of a chain without end', '10.0.0.2', Array(5_000).fill('10.1.1.1').join(), '10.1.1.1'],
    ['a network of version 6', '::1', '2001:DB8:7:0:aaaa::1', '2001:db8:7:0'],
  ])('is, behind named proxies, %s', (_, socket, forwarded, address) => {
    expect(reader('10.0.0.0/8, ::1')(from(socket, forwarded))).toBe(address);
  });

  test("is one subscriber's network of version 6, however its end is written", () => {
    const read = reader('none');
    const said = ['2001:db8:0:42::1', '2001:db8::42:ffff:ffff:ffff:ffff', '2001:0db8:0000:0042:1:2:3:4'];
    expect(new Set(said.map((it) => read(from(it))))).toEqual(new Set(['2001:db8:0:42']));
    expect(read(from('fe80::1%eth0'))).toBe('fe80:0:0:0');
  });

  test.each(['10.0.0.0/33', 'proxy.example', '10.0.0.0/8/8', '::1/129', '10.0.0.1/', 'none, 10.0.0.1'])(
    'is not read with %s as a proxy',
    (text) => {
      wrong.length = 0;
      reader(text);
      expect(wrong).toHaveLength(1);
    },
  );
});
