import { EnvironmentMalformed, type ServiceEnvironment, serviceEnvironment } from '@lindungi/subgraph';
import { passKey } from '@lindungi/tenancy';
import type { VaultKeys } from './worker/vault';

/** What this process is told from outside, and the keys of its vault. */
export interface BeneficiariesEnvironment extends ServiceEnvironment {
  readonly vaultKeys: VaultKeys;
}

/**
 * Reads the environment of the beneficiaries process.
 *
 * `LINDUNGI_NIK_KEY` is one key, or several with their versions, newest first: `2:<key>,1:<key>`. The first one
 * seals, the others open what they sealed; so a key can be renewed without stopping.
 *
 * @throws EnvironmentMalformed
 */
export function beneficiariesEnvironment(env = process.env): BeneficiariesEnvironment {
  const read = serviceEnvironment('beneficiaries', env, {
    LINDUNGI_NIK_KEY: 'text',
    LINDUNGI_NIK_INDEX_KEY: 'key',
    LINDUNGI_REGISTRY_KEY: 'key',
  });
  const { LINDUNGI_NIK_KEY, LINDUNGI_NIK_INDEX_KEY, LINDUNGI_REGISTRY_KEY } = read.own;
  const vaultKeys = {
    nik: ringOf(LINDUNGI_NIK_KEY),
    index: LINDUNGI_NIK_INDEX_KEY,
    registry: LINDUNGI_REGISTRY_KEY,
  };
  return { ...read, own: {}, vaultKeys };
}

function ringOf(written: string): VaultKeys['nik'] {
  const keys = written.split(',').map((entry) => {
    const [, version = '1', key = ''] = /^(?:([1-9]\d{0,2}):)?([\w-]+)$/.exec(entry.trim()) ?? [];
    return { version: Number(version), key: keyOf(key) };
  });
  const versions = new Set(keys.map(({ version }) => version));
  if (versions.size < keys.length || keys.some(({ version }) => version > 255)) {
    refuse('LINDUNGI_NIK_KEY needs a version from 1 to 255 for each key, each once');
  }
  return keys;
}

function keyOf(text: string) {
  try {
    return passKey(text);
  } catch {
    return refuse('LINDUNGI_NIK_KEY is no key of 32 bytes in base64url');
  }
}

function refuse(mistake: string): never {
  throw new EnvironmentMalformed('beneficiaries', [mistake]);
}
