import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type FileAddress, readFileAddress as readAddress, signFileAddress as signAddress } from './address';

const key = createSecretKey(Buffer.alloc(32, 7));
const address: FileAddress = { city: '3374', billId: 'b', what: 'csv', exp: 1_000 };
const signed = signAddress(key, address);

describe('the address of a file', () => {
  test('opens that file until it is over', () => {
    expect(readAddress(key, signed, 999)).toEqual(address);
    expect(readAddress(key, signed, 1_000)).toBeUndefined();
  });

  test.each([
    ['another key', readAddress(createSecretKey(Buffer.alloc(32, 8)), signed, 1)],
    ['no mark', readAddress(key, signed.split('.')[0]!, 1)],
    ['a part more', readAddress(key, `${signed}.x`, 1)],
    [
      "another city under the first one's mark",
      readAddress(
        key,
        `${signAddress(key, { ...address, city: '6271' }).split('.')[0]}.${signed.split('.')[1]}`,
        1,
      ),
    ],
    ['nothing', readAddress(key, '', 1)],
  ])('is refused with %s', (_, read) => expect(read).toBeUndefined());
});
