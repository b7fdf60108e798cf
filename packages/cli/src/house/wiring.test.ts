import { describe, expect, test } from '@jest/globals';
import { keysOf } from './secret';
import { environmentsOf, migrationEnvironmentsOf, type Plan, urlsOf } from './wiring';

const admin = 'postgres://postgres:admin-password@db.example:5432/lindungi?sslmode=require';
const plan: Plan = {
  root: '/lindungi',
  bind: '127.0.0.1',
  production: false,
  today: '2026-11-22',
  ports: { gateway: 4000, donors: 4001, beneficiaries: 4002, billing: 4003, benefits: 4004 },
  adminUrls: { donors: admin, beneficiaries: admin, billing: admin, benefits: admin },
  keys: keysOf('one secret for all'),
  paymentSecrets: { PAYMENT_SECRET_3374: 'semarang', PAYMENT_SECRET_6271: 'palangkaraya' },
  blobs: '/lindungi/.lindungi/blobs',
  bucket: { LINDUNGI_S3_ENDPOINT: 'https://s3.example', LINDUNGI_S3_SECRET: 'of the bucket' },
  operations: '/lindungi/operations.json',
  adHoc: 'off',
  issuer: '/lindungi/.lindungi/development-issuer.json',
  machine: { PATH: '/usr/bin' },
  more: {},
};
const env = environmentsOf(plan);
const holders = (name: string) =>
  Object.entries(env).flatMap(([process, variables]) => (name in variables ? [process] : []));

describe('what each process is told', () => {
  test('never an admin login, nor the secret', () => {
    expect(JSON.stringify(env)).not.toContain('admin-password');
    expect(JSON.stringify(env)).not.toContain('one secret for all');
  });

  test.each([
    ['LINDUNGI_PERSON_KEY', ['gateway', 'donors']],
    ['LINDUNGI_NIK_KEY', ['beneficiaries']],
    ['LINDUNGI_NIK_INDEX_KEY', ['beneficiaries']],
    ['LINDUNGI_REGISTRY_KEY', ['beneficiaries']],
    ['PAYMENT_SECRET_3374', ['billing']],
    ['LINDUNGI_RECEIPT_KEY', ['billing']],
    ['LINDUNGI_DOCUMENT_KEY', ['benefits']],
    ['LINDUNGI_BLOB_DIR', ['benefits']],
    ['LINDUNGI_S3_ENDPOINT', ['benefits']],
    ['LINDUNGI_S3_SECRET', ['benefits']],
    ['LINDUNGI_DEVELOPMENT_ISSUER', ['gateway']],
    ['LINDUNGI_OPERATIONS', ['gateway']],
    ['LINDUNGI_AD_HOC', ['gateway']],
    ['LINDUNGI_RUNTIME_URL', ['donors', 'beneficiaries', 'billing', 'benefits']],
    ['LINDUNGI_TODAY', ['donors', 'beneficiaries', 'billing', 'benefits']],
  ])('%s only to %j', (name, processes) => {
    expect(holders(name)).toEqual(processes);
  });

  test('logs in as its own role, in the same database, with the same options', () => {
    const url = new URL(env.billing.LINDUNGI_RUNTIME_URL!);
    expect(url.username).toBe('billing');
    expect(url.password).toBe(migrationEnvironmentsOf(plan).billing.LINDUNGI_RUNTIME_PASSWORD);
    expect(url.pathname + url.search).toBe('/lindungi?sslmode=require');
    expect(new URL(env.billing.LINDUNGI_RELAY_URL!).username).toBe('billing_relay');
  });

  test('a key of its own for its cursors, the same after a restart', () => {
    const keys = holders('LINDUNGI_CURSOR_KEY').map((it) => env[it as 'donors'].LINDUNGI_CURSOR_KEY);
    expect(new Set(keys).size).toBe(4);
    expect(environmentsOf(plan)).toEqual(env);
  });

  test('in production neither a made-up day nor the development issuer', () => {
    const real = environmentsOf({ ...plan, production: true, today: undefined, issuer: undefined });
    expect(real.gateway.NODE_ENV).toBe('production');
    expect(Object.keys({ ...real.gateway, ...real.donors })).not.toEqual(
      expect.arrayContaining(['LINDUNGI_DEVELOPMENT_ISSUER']),
    );
  });

  test('an address that can be called, also when it listens everywhere', () => {
    expect(urlsOf({ ...plan, bind: '0.0.0.0' }).gateway).toBe('http://127.0.0.1:4000');
    expect(urlsOf({ ...plan, bind: '::1' }).donors).toBe('http://[::1]:4001');
  });
});
