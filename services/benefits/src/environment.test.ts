import { expect, test } from '@jest/globals';
import { benefitsEnvironment } from './environment';

const key = Buffer.alloc(32, 7).toString('base64url');
const url = 'http://127.0.0.1:4001';
const least = {
  PORT: '0',
  LINDUNGI_RUNTIME_URL: 'postgres://benefits@localhost:5432/lindungi',
  LINDUNGI_RELAY_URL: 'postgres://benefits_relay@localhost:5432/lindungi',
  LINDUNGI_PASS_KEY: key,
  LINDUNGI_CURSOR_KEY: key,
  LINDUNGI_DOCUMENT_KEY: key,
  LINDUNGI_DONORS_URL: url,
  LINDUNGI_BENEFICIARIES_URL: url,
  LINDUNGI_BILLING_URL: url,
  LINDUNGI_BENEFITS_URL: url,
};
const bucket = {
  LINDUNGI_S3_ENDPOINT: 'https://s3.example',
  LINDUNGI_S3_BUCKET: 'berkas',
  LINDUNGI_S3_REGION: 'ap-southeast-3',
  LINDUNGI_S3_KEY_ID: 'id',
  LINDUNGI_S3_SECRET: 'a secret',
};

test('papers are kept in the folder that is named, or in a bucket when one is', () => {
  expect(benefitsEnvironment({ ...least, LINDUNGI_BLOB_DIR: '/papers' }).blobs).toEqual({
    folder: '/papers',
  });
  expect(benefitsEnvironment({ ...least, ...bucket, LINDUNGI_BLOB_DIR: '/papers' }).blobs).toEqual({
    bucket: {
      endpoint: 'https://s3.example',
      bucket: 'berkas',
      region: 'ap-southeast-3',
      keyId: 'id',
      secret: 'a secret',
    },
  });
});

test.each([
  ['half a bucket', { ...bucket, LINDUNGI_S3_SECRET: undefined }, 'LINDUNGI_S3_SECRET'],
  ['a bucket nowhere', { ...bucket, LINDUNGI_S3_ENDPOINT: 'nowhere' }, 'LINDUNGI_S3_ENDPOINT'],
  ['no key', { LINDUNGI_DOCUMENT_KEY: undefined }, 'LINDUNGI_DOCUMENT_KEY'],
  ['no folder in production', { NODE_ENV: 'production' }, 'LINDUNGI_BLOB_DIR'],
])('does not start with %s', (_, more, name) => {
  expect(() => benefitsEnvironment({ ...least, ...more })).toThrow(name);
});
