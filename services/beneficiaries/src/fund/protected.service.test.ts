import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Month } from '@lindungi/jamsostek';
import { cityByCode, type InCity } from '@lindungi/tenancy';
import { openVault } from '../worker/vault';
import { QUESTIONS_AN_HOUR } from './fund.rules';
import { alreadyProtected } from './protected.service';

const key = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const vault = openVault({ nik: [{ version: 1, key: key(1) }], index: key(2), registry: key(3) });
const by = {
  subject: '00000000-0000-4000-8000-000000000001',
  roles: ['DISTRICT' as const],
  area: '33.74.15',
};

/** Writes down what is asked, in order; the registry answers with these months. */
async function asking(typed: string, held: Month[], askedBefore = 0) {
  const said: { text: string; values: readonly unknown[] }[] = [];
  const tx = {
    city: cityByCode('3374')!,
    async query(text: string, values: readonly unknown[] = []) {
      said.push({ text, values });
      if (text.includes('protection_question')) return [{ n: askedBefore }];
      return text.includes('registry_fund') ? [{ months: held }] : [];
    },
    write: (text: string, values: readonly unknown[] = []) => void said.push({ text, values }),
  } as unknown as InCity;
  const answer = await alreadyProtected(tx, typed, { vault, by, thisMonth: '2026-11' }).catch(
    (error: { code: string }) => error.code,
  );
  return { answer, said };
}

describe('asking whether somebody is protected already', () => {
  test('asks the same in the same order, whoever it is about', async () => {
    const stranger = await asking('9974151208700007', []);
    const known = await asking('9974 1512 0870 0023', ['2026-11', '2026-12']);
    expect(stranger.said.map(({ text }) => text)).toEqual(known.said.map(({ text }) => text));
    expect(stranger.said.map(({ values }) => values.length)).toEqual(
      known.said.map(({ values }) => values.length),
    );
    expect(known.said).toHaveLength(7);
    expect(stranger.answer).toEqual({ protected: false, until: null });
    expect(known.answer).toEqual({ protected: true, until: '2026-12' });
  });

  test('leaves a deed with a keyed mark, and the number nowhere', async () => {
    const { said } = await asking('9974151208700007', []);
    const deed = said.find(({ text }) => text.includes('insert into deed'));
    expect(deed?.values).toContain(vault.requestMark('3374', 'nik 9974151208700007'));
    expect(JSON.stringify(said)).not.toMatch(/9974151208700007|\d{16}/);
  });

  test('ends at the limit, before the registry is asked', async () => {
    expect((await asking('9974151208700007', [], QUESTIONS_AN_HOUR - 1)).answer).toMatchObject({
      protected: false,
    });
    const over = await asking('9974151208700007', ['2026-11'], QUESTIONS_AN_HOUR);
    expect(over.answer).toBe('TOO_MANY_QUESTIONS');
    expect(over.said.some(({ text }) => text.includes('registry'))).toBe(false);
  });

  test('refuses what cannot be a NIK by its shape alone', async () => {
    const { answer, said } = await asking('123', ['2026-11']);
    expect(answer).toBe('NIK_MALFORMED');
    expect(said).toEqual([]);
  });
});
