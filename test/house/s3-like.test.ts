import { describe, expect, test } from '@jest/globals';
import { signatureOf } from '../support/s3-like';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const date = '20130524T000000Z';
const common = {
  host: 'examplebucket.s3.amazonaws.com',
  'x-amz-date': date,
  'x-amz-content-sha256': EMPTY,
};

/** The four examples of the Amazon S3 API Reference, "Signature Calculations for the Authorization Header". */
describe('what stands in for S3 signs as S3 does', () => {
  test.each([
    [
      'GET an object',
      'GET',
      '/test.txt',
      '',
      { ...common, range: 'bytes=0-9' },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT an object',
      'PUT',
      '/test%24file.text',
      '',
      {
        ...common,
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      "GET a bucket's lifecycle",
      'GET',
      '/',
      'lifecycle=',
      common,
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'GET a list of objects',
      'GET',
      '/',
      'max-keys=2&prefix=J',
      common,
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])('%s', (_, method, path, query, headers, signature) => {
    const signed = Object.keys(headers).sort().join(';');
    const request = { method, path, query: new URLSearchParams(query), headers };
    expect(signatureOf(request, secret, { date, region: 'us-east-1', signed })).toBe(signature);
    expect(signatureOf(request, `${secret}x`, { date, region: 'us-east-1', signed })).not.toBe(signature);
  });
});
