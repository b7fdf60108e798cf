import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parseKpj, parseNik } from '@lindungi/jamsostek';
import { EnvelopeRefused, openVault } from './vault';

const key = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const nik = parseNik('9974154107900001');
const place = { table: 'worker', column: 'nik_sealed', row: '0199aaaa-0000-7000-8000-000000000001' };
const keys = { nik: [{ version: 1, key: key(1) }], index: key(2), registry: key(3) };
const vault = openVault(keys);

test('a number in a request is marked by the city and by what was typed', () => {
  const mark = vault.requestMark('3374', 'nik 9974-1541');
  expect(vault.requestMark('3374', 'nik 9974-1541')).toBe(mark);
  const others = [vault.requestMark('6271', 'nik 9974-1541'), vault.requestMark('3374', 'nik 9974-1542')];
  expect(others).not.toContain(mark);
});

describe('a sealed NIK', () => {
  const sealed = vault.seal('3374', place, nik);

  test('opens in its city, table, column and row', () => {
    expect(vault.open('3374', place, sealed)).toBe(nik);
  });

  test('shows nothing of the number, and is never twice the same', () => {
    expect(sealed.includes(Buffer.from(nik.slice(0, 4)))).toBe(false);
    expect(vault.seal('3374', place, nik).equals(sealed)).toBe(false);
  });

  test.each([
    ['in another city', '6271', place],
    ['in another row', '3374', { ...place, row: '0199aaaa-0000-7000-8000-000000000002' }],
    ['in another column', '3374', { ...place, column: 'phone_sealed' }],
    ['in another table', '3374', { ...place, table: 'card' }],
  ] as const)('does not open %s', (_, city, where) => {
    expect(() => vault.open(city, where, sealed)).toThrow(EnvelopeRefused);
  });

  test.each([0, 1, 2, 8, 20, -1])('does not open when byte %i was changed, or the end is missing', (at) => {
    const forged = Buffer.from(sealed);
    const index = at < 0 ? forged.length + at : at;
    forged[index] = forged[index]! ^ 1;
    expect(() => vault.open('3374', place, forged)).toThrow(EnvelopeRefused);
    expect(() => vault.open('3374', place, sealed.subarray(0, 20))).toThrow(EnvelopeRefused);
  });

  test('still opens after the key was renewed, and new ones are sealed by the new key', () => {
    const renewed = openVault({ ...keys, nik: [{ version: 2, key: key(9) }, ...keys.nik] });
    expect(renewed.open('3374', place, sealed)).toBe(nik);
    expect(renewed.seal('3374', place, nik)[1]).toBe(2);
    expect(() => vault.open('3374', place, renewed.seal('3374', place, nik))).toThrow(EnvelopeRefused);
  });

  test('does not open when another key wears the version number', () => {
    const other = openVault({ ...keys, nik: [{ version: 1, key: key(7) }] });
    expect(() => other.open('3374', place, sealed)).toThrow(EnvelopeRefused);
  });
});

describe('the blind index', () => {
  test('is equal for one number in one city', () => {
    expect(vault.nikIndex('3374', nik)).toEqual(openVault(keys).nikIndex('3374', nik));
  });

  test('differs between cities, between kinds of number, and from the registry', () => {
    const kpj = parseKpj('20012345678');
    const marks = [
      vault.nikIndex('3374', nik),
      vault.nikIndex('6271', nik),
      vault.kpjIndex('3374', kpj),
      vault.kpjIndex('6271', kpj),
      vault.registryHash(nik),
      vault.registryClaim('3374', place.row),
      vault.registryClaim('6271', place.row),
    ].map((mark) => mark.toString('hex'));
    expect(new Set(marks).size).toBe(marks.length);
  });
});

describe('a vault', () => {
  test.each([
    ['a short key', { ...keys, index: createSecretKey(Buffer.alloc(31)) }],
    ['a version twice', { ...keys, nik: [...keys.nik, { version: 1, key: key(8) }] }],
    ['no NIK key', { ...keys, nik: [] }],
  ])('does not open with %s', (_, wrong) => {
    expect(() => openVault(wrong)).toThrow(RangeError);
  });
});
