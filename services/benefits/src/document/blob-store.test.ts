import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { type BlobName, folderStore } from './blob-store';

const folder = mkdtempSync(join(tmpdir(), 'blobs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const name: BlobName = '3374/0b0f7a3e-2a55-4f0e-8d5c-3a1f3b2c4d5e';

test('a folder gives back what it took, to nobody else of the machine, and leaves nothing beside it', async () => {
  const store = folderStore(folder);
  await store.put(name, Buffer.from('tersegel'));
  expect(await store.get(name)).toEqual(Buffer.from('tersegel'));
  expect(readdirSync(join(folder, '3374'))).toHaveLength(1);
  expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  expect(await store.get('3374/0b0f7a3e-2a55-4f0e-8d5c-3a1f3b2c4d5f')).toBeUndefined();
});

test.each(['../etc/passwd', '3374/../6271/x', '3374/akta.pdf', '/etc/passwd'] as BlobName[])(
  '"%s" is no name there',
  async (wrong) => {
    const store = folderStore(folder);
    await expect(store.get(wrong)).rejects.toThrow('no name of a blob');
    await expect(store.put(wrong, Buffer.from('x'))).rejects.toThrow('no name of a blob');
  },
);
