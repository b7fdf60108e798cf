import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { machineEnvironment, readEnvironment } from './environment';

describe('what the operator may set', () => {
  test('may be nothing at all', () => {
    expect(readEnvironment({})).toMatchObject({ production: false, databaseUrls: {}, paymentSecrets: {} });
  });

  test('is read as what it is', () => {
    const read = readEnvironment({
      LINDUNGI_PORT: '4100',
      LINDUNGI_BILLING_DATABASE_URL: 'postgres://admin:x@bank/billing',
      LINDUNGI_TODAY: '2026-11-22',
      PAYMENT_SECRET_3374: 's',
      LINDUNGI_S3_BUCKET: 'berkas',
      LINDUNGI_S3_REGION: '',
      LINDUNGI_OPERATIONS: 'operations.json',
      LINDUNGI_AD_HOC: 'off',
    });
    expect(read).toMatchObject({
      port: 4100,
      today: '2026-11-22',
      databaseUrls: { billing: 'postgres://admin:x@bank/billing' },
      paymentSecrets: { PAYMENT_SECRET_3374: 's' },
      bucket: { LINDUNGI_S3_BUCKET: 'berkas' },
      operations: resolve('operations.json'),
      adHoc: 'off',
    });
  });

  test('is refused with every mistake at once, and never shows what it holds', () => {
    const wrong = () =>
      readEnvironment({
        LINDUNGI_PORT: 'abc',
        LINDUNGI_TODAY: '2026-02-30',
        LINDUNGI_DATABASE_URL: 'mysql://root:hunter2@db',
        LINDUNGI_SECRET: 'short',
        LINDUNGI_AD_HOC: 'maybe',
      });
    expect(wrong).toThrow(
      /LINDUNGI_PORT.*LINDUNGI_DATABASE_URL.*LINDUNGI_TODAY.*LINDUNGI_SECRET.*LINDUNGI_AD_HOC/s,
    );
    expect(wrong).not.toThrow(/hunter2|short/);
  });

  test('cannot set the day in production', () => {
    expect(() => readEnvironment({ NODE_ENV: 'production', LINDUNGI_TODAY: '2026-11-22' })).toThrow(
      /production/,
    );
  });

  test('does not leak from the operator to the processes', () => {
    const kept = machineEnvironment({
      PATH: '/bin',
      LINDUNGI_DATABASE_URL: 'postgres://a:b@c/d',
      AWS_SECRET: 'x',
    });
    expect(kept).toEqual({ PATH: '/bin' });
  });
});
