import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Pass, PassRefused, passKey, signPass, verifyPass } from './pass';

const key = passKey(randomBytes(32).toString('base64url'));
const now = () => Math.floor(Date.now() / 1000);
const sari = (more: Partial<Pass> = {}): Pass => ({
  kind: 'CALL',
  city: '3374',
  subject: 'f3b0c2a4-0000-8000-8000-000000000001',
  roles: ['DONOR'],
  area: null,
  language: 'id',
  exp: now() + 20,
  ...more,
});
const encoded = (claims: unknown) => Buffer.from(JSON.stringify(claims)).toString('base64url');

describe('a pass', () => {
  test('says to the subgraph what it said to the gateway', () => {
    const body = Buffer.from('{"query":"{me{subject}}"}');
    for (const pass of [
      sari(),
      sari({ subject: null, roles: [] }),
      sari({ kind: 'SERVICE', service: 'billing' }),
    ]) {
      expect(verifyPass(key, signPass(key, pass, body), body)).toEqual(pass);
    }
  });

  const header = () => signPass(key, sari(), 'body');
  test.each([
    ['with another body', () => verifyPass(key, header(), 'bodY')],
    ['by another key', () => verifyPass(passKey(randomBytes(32).toString('base64url')), header(), 'body')],
    [
      'with other claims',
      () => verifyPass(key, `${encoded(sari({ city: '6271' }))}.${header().split('.')[1]}`, 'body'),
    ],
    [
      'with a part of the body taken for claims',
      () => {
        const [claims = '', mark] = header().split('.');
        return verifyPass(key, `${claims.slice(0, -4)}.${mark}`, `${claims.slice(-4)}body`);
      },
    ],
    ['without a mark', () => verifyPass(key, encoded(sari()), 'body')],
    ['with one part too many', () => verifyPass(key, `${header()}.`, 'body')],
    ['that is no text', () => verifyPass(key, undefined, 'body')],
    ['that is past its time', () => verifyPass(key, signPass(key, sari({ exp: now() }), 'body'), 'body')],
    [
      'with a role nobody has',
      () => verifyPass(key, signPass(key, sari({ roles: ['KING' as 'ADMIN'] }), 'body'), 'body'),
    ],
    [
      'with a claim too many',
      () => verifyPass(key, signPass(key, { ...sari(), sudo: true } as Pass, 'body'), 'body'),
    ],
  ])('%s is refused, and not told why', (_, verify) => {
    expect(verify).toThrow(new PassRefused());
  });

  test('does not live longer than thirty seconds', () => {
    expect(() => signPass(key, sari({ exp: now() + 60 }), '')).toThrow(RangeError);
    expect(() => signPass(key, sari({ exp: now() + 30 }), '')).not.toThrow();
  });

  test('is signed by a key of 32 bytes', () => {
    expect(() => passKey('c2hvcnQ')).toThrow(RangeError);
  });
});
