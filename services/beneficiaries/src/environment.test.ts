import { describe, expect, test } from '@jest/globals';
import { beneficiariesEnvironment } from './environment';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
const complete = {
  PORT: '0',
  LINDUNGI_RUNTIME_URL: 'postgres://beneficiaries@127.0.0.1:5432/lindungi',
  LINDUNGI_RELAY_URL: 'postgres://beneficiaries_relay@127.0.0.1:5432/lindungi',
  LINDUNGI_PASS_KEY: key(1),
  LINDUNGI_CURSOR_KEY: key(2),
  LINDUNGI_DONORS_URL: 'http://127.0.0.1:4001',
  LINDUNGI_BENEFICIARIES_URL: 'http://127.0.0.1:4002',
  LINDUNGI_BILLING_URL: 'http://127.0.0.1:4003',
  LINDUNGI_BENEFITS_URL: 'http://127.0.0.1:4004',
  LINDUNGI_NIK_KEY: key(3),
  LINDUNGI_NIK_INDEX_KEY: key(4),
  LINDUNGI_REGISTRY_KEY: key(5),
};
const versions = (nikKey: string) =>
  beneficiariesEnvironment({ ...complete, LINDUNGI_NIK_KEY: nikKey }).vaultKeys.nik.map((it) => it.version);

describe('the environment', () => {
  test('has one NIK key, the first, or several with their versions', () => {
    expect(versions(key(3))).toEqual([1]);
    expect(versions(`2:${key(6)}, 1:${key(3)}`)).toEqual([2, 1]);
  });

  test.each([
    ['a short key', 'c2hvcnQ'],
    ['a version twice', `1:${key(3)},1:${key(6)}`],
    ['a version too large for one byte', `256:${key(3)}`],
    ['nothing', ','],
  ])('refuses %s for the NIK, and does not show it', (_, wrong) => {
    expect(() => versions(wrong)).toThrow(
      /^beneficiaries cannot start with this environment: LINDUNGI_NIK_KEY/,
    );
    expect(() => versions(wrong)).not.toThrow(key(3));
  });

  test('names every missing key at once', () => {
    const { LINDUNGI_REGISTRY_KEY: _, LINDUNGI_NIK_INDEX_KEY: __, ...without } = complete;
    expect(() => beneficiariesEnvironment(without)).toThrow(/LINDUNGI_NIK_INDEX_KEY.*LINDUNGI_REGISTRY_KEY/);
  });
});
