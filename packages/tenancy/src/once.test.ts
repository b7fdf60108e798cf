import { describe, expect, test } from '@jest/globals';
import type { InCity } from './in-city';
import { fingerprintOf, once } from './once';

describe('what an input is recognised by', () => {
  test('does not depend on the order of its keys, but on that of its lists', () => {
    expect(fingerprintOf({ a: 1, b: { c: 2, d: 3 } })).toEqual(fingerprintOf({ b: { d: 3, c: 2 }, a: 1 }));
    expect(fingerprintOf([1, 2])).not.toEqual(fingerprintOf([2, 1]));
    expect(fingerprintOf({ months: 3 })).not.toEqual(fingerprintOf({ months: 6 }));
    expect(fingerprintOf(undefined)).toEqual(fingerprintOf(null));
  });

  test('never holds a NIK, however it is written', () => {
    const withNik = (nik: string) => fingerprintOf({ name: 'Budi', nik });
    expect(withNik('9974010101900001')).toEqual(withNik('9974010101900002'));
    expect(withNik('9974 0101.0190 0001')).toEqual(withNik('9974010101900002'));
    expect(fingerprintOf({ phone: '0812345678901' })).not.toEqual(fingerprintOf({ phone: '0812345678902' }));
  });
});

test.each(['', 'x'.repeat(201)])('a key nobody can keep is refused before anything is done', async (key) => {
  const asked = { subject: 'sari', mutation: 'offerPledge', key, input: {} };
  const refused = once({ city: { code: '3374' } } as InCity, asked, async () => 1);
  await expect(refused).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MALFORMED' });
});
