import { expect, test } from '@jest/globals';
import { DEFAULT_BUDGETS } from './budgets';
import { gatewayEnvironment } from './environment';

const key = Buffer.alloc(32, 7).toString('base64url');
const given = {
  LINDUNGI_PASS_KEY: key,
  LINDUNGI_PERSON_KEY: key,
  LINDUNGI_DONORS_URL: 'http://127.0.0.1:1',
  LINDUNGI_BENEFICIARIES_URL: 'http://127.0.0.1:2',
  LINDUNGI_BILLING_URL: 'http://127.0.0.1:3',
  LINDUNGI_BENEFITS_URL: 'http://127.0.0.1:4',
};

test('limits and proxies are read strictly, and every slip is named at once', () => {
  expect(gatewayEnvironment(given)).toMatchObject({ budgets: DEFAULT_BUDGETS, proxies: undefined });
  const slips = { ...given, LINDUNGI_LIMITS: 'person 30', LINDUNGI_PROXIES: 'proxy.example' };
  expect(() => gatewayEnvironment(slips)).toThrow(
    /LINDUNGI_LIMITS should be .*; LINDUNGI_PROXIES should be /,
  );
});

test('nobody is told what is counted, unless there is a port for it that is not the public one', () => {
  expect(gatewayEnvironment(given).metricsPort).toBeUndefined();
  const asked = { ...given, PORT: '4000', LINDUNGI_METRICS_PORT: '9464' };
  expect(gatewayEnvironment(asked)).toMatchObject({ metricsPort: 9464, bind: '127.0.0.1' });
  for (const LINDUNGI_METRICS_PORT of ['4000', 'x', '65536']) {
    expect(() => gatewayEnvironment({ ...asked, LINDUNGI_METRICS_PORT })).toThrow(/LINDUNGI_METRICS_PORT/);
  }
});

test('the door to operations that are not stored is open, until somebody closes it and stores some', () => {
  expect(gatewayEnvironment(given)).toMatchObject({ adHoc: true, operations: undefined, graphiql: true });
  const closed = { ...given, LINDUNGI_AD_HOC: 'off', LINDUNGI_INTROSPECTION: 'on' };
  expect(gatewayEnvironment({ ...closed, LINDUNGI_OPERATIONS: '/operations' })).toMatchObject({
    adHoc: false,
    operations: '/operations',
    graphiql: false,
    introspection: false,
  });
  expect(() => gatewayEnvironment(closed)).toThrow(/LINDUNGI_AD_HOC=off answers nothing/);
  expect(() => gatewayEnvironment({ ...given, LINDUNGI_AD_HOC: 'no' })).toThrow(/LINDUNGI_AD_HOC/);
});
