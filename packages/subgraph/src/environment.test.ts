import { describe, expect, test } from '@jest/globals';
import { migrationEnvironment, serviceEnvironment } from './environment';

const key = Buffer.alloc(32, 1).toString('base64url');
const good = {
  NODE_ENV: 'development',
  PORT: '4001',
  PATH: '/usr/bin',
  LINDUNGI_RUNTIME_URL: 'postgres://donors:geheim@127.0.0.1:54329/lindungi',
  LINDUNGI_RELAY_URL: 'postgres://donors_relay:geheim@127.0.0.1:54329/lindungi',
  LINDUNGI_PASS_KEY: key,
  LINDUNGI_CURSOR_KEY: key,
  LINDUNGI_DONORS_URL: 'http://127.0.0.1:4001',
  LINDUNGI_BENEFICIARIES_URL: 'http://127.0.0.1:4002',
  LINDUNGI_BILLING_URL: 'http://127.0.0.1:4003',
  LINDUNGI_BENEFITS_URL: 'http://127.0.0.1:4004',
};

describe('the environment of a service', () => {
  test('has a pool of eight and listens at home, unless told otherwise', () => {
    const environment = serviceEnvironment('donors', good);
    expect(environment).toMatchObject({ port: 4001, pool: 8, bind: '127.0.0.1', production: false });
    expect(environment.today).toBeUndefined();
    expect(serviceEnvironment('donors', { ...good, PORT: '0', LINDUNGI_TODAY: '2026-11-22' })).toMatchObject({
      port: 0,
      today: '2026-11-22',
    });
  });

  test('carries what one service alone is told', () => {
    const { own } = serviceEnvironment(
      'billing',
      { ...good, LINDUNGI_NIK_KEY: key, PAYMENT_SECRET_3374: 'rahasia' },
      { LINDUNGI_NIK_KEY: 'key', PAYMENT_SECRET_3374: 'text' },
    );
    expect(own.LINDUNGI_NIK_KEY.symmetricKeySize).toBe(32);
    expect(own.PAYMENT_SECRET_3374).toBe('rahasia');
  });

  test('says all that is wrong in one sentence, and no secret', () => {
    const bad = {
      ...good,
      PORT: '99999',
      LINDUNGI_PASS_KEY: 'geheim',
      LINDUNGI_RUNTIME_URL: 'geheim',
      LINDUNGI_TODAY: '22/11',
    };
    const { LINDUNGI_BILLING_URL: _, ...less } = bad;
    let sentence = '';
    try {
      serviceEnvironment('donors', less, { LINDUNGI_PERSON_KEY: 'key' });
    } catch (error) {
      sentence = String(error);
    }
    for (const name of ['PORT', 'PASS_KEY', 'RUNTIME_URL', 'TODAY', 'BILLING_URL', 'PERSON_KEY']) {
      expect(sentence).toContain(name);
    }
    expect(sentence).not.toMatch(/geheim|\n/);
  });

  test('lets no day stand still in production', () => {
    expect(() =>
      serviceEnvironment('donors', { ...good, NODE_ENV: 'production', LINDUNGI_TODAY: '2026-11-22' }),
    ).toThrow(/LINDUNGI_TODAY/);
  });
});

test('a migration needs an admin and two passwords', () => {
  expect(() => migrationEnvironment('donors', {})).toThrow(/ADMIN_URL.*RUNTIME_PASSWORD.*RELAY_PASSWORD/);
});
