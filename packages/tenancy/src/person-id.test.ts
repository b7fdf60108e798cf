import { createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { personId } from './person-id';

const key = createSecretKey(Buffer.alloc(32, 7));

test('a person has one id in a city, everywhere the key is', () => {
  const id = personId(key, '3374', 'nip:199001012015041001');
  expect(id).toBe(personId(createSecretKey(Buffer.alloc(32, 7)), '3374', 'nip:199001012015041001'));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('another city, another name or another key is another id', () => {
  const ids = [
    personId(key, '3374', 'nip:199001012015041001'),
    personId(key, '6271', 'nip:199001012015041001'),
    personId(key, '3374', 'nip:199001012015041002'),
    personId(key, '3374', 'sub:199001012015041001'),
    personId(createSecretKey(Buffer.alloc(32, 8)), '3374', 'nip:199001012015041001'),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
