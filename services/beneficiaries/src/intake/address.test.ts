import { createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readUpload, signUpload, type UploadAddress } from './address';

const key = createSecretKey(Buffer.alloc(32, 7));
const camat: UploadAddress = {
  city: '3374',
  subject: '00000000-0000-4000-8000-000000000001',
  roles: ['DISTRICT'],
  area: '33.74.15',
  exp: 1000,
};
const signed = signUpload(key, camat);

test('an address says whose it is until it is over', () => {
  expect(readUpload(key, signed, 999)).toEqual(camat);
  expect(readUpload(key, signed, 1000)).toBeUndefined();
});

test('of another key, or changed by a byte, it says nothing', () => {
  expect(readUpload(createSecretKey(Buffer.alloc(32, 8)), signed, 0)).toBeUndefined();
  const [text, mark] = signed.split('.') as [string, string];
  const forged = Buffer.from(Buffer.from(text, 'base64url').toString().replace('DISTRICT', 'ADMIN')).toString(
    'base64url',
  );
  for (const address of [`${forged}.${mark}`, text, `${text}.`, `${signed}.x`, '', '.'])
    expect(readUpload(key, address, 0)).toBeUndefined();
});
