import { createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { askedBy, type BeneficiariesContext } from './context';
import { openVault } from './worker/vault';

const key = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const vault = openVault({ nik: [{ version: 1, key: key(1) }], index: key(2), registry: key(3) });
const ctx = {
  own: { vault },
  city: { code: '3374' },
  principal: { subject: '2f0c2b0e-5b5f-4f0e-9d3f-1c2d3e4f5a6b', roles: ['ADMIN'], area: null },
} as unknown as BeneficiariesContext;

test('no NIK, KPJ or telephone number reaches what is remembered of a request, and a corrected one is another', () => {
  const rows = (nik: string) => [{ name: 'Budi', nik, phone: '0812-3456-7890' }];
  const asked = (nik: string) => {
    const input = { rows: rows(nik), cards: [{ kpj: '2001 234 5678' }], idempotencyKey: 'k' };
    return askedBy(ctx, 'importWorkers', input);
  };
  const one = JSON.stringify(asked('9974-1512-0870-0007').input);
  expect(one).not.toMatch(/9974|1512|0812|2001/);
  expect(JSON.stringify(asked('9974-1512-0870-0007').input)).toBe(one);
  expect(JSON.stringify(asked('9974-1512-0870-0008').input)).not.toBe(one);
});
