import { describe, expect, test } from '@jest/globals';
import { readMt940 } from './mt940.rules';

const WHOLE = [
  '{1:F01PDJGIDJXXXX0000000000}{4:',
  ':20:ST261122',
  ':25:PDJGIDJ1/1034001234',
  ':28C:00327/001',
  ':60F:C261121IDR1000000,00',
  ':61:2611221122C42000,00NTRFINV//FT26326-9',
  ':86:TRSF SARI',
  'INV-3374-202611-000123',
  ':61:2611221122D8400,NTRFNONREF//FT26327-001',
  ':86:SETORAN BPJS',
  ':62F:C261122IDR1033600,00',
  ':64:C261122IDR1033600,00',
  ':86:TERIMA KASIH',
  '-}',
].join('\r\n');
const refused = (code: string, facts?: object) => expect.objectContaining(facts ? { code, facts } : { code });

test('an MT940 says whose account, and each movement with all its words', () => {
  expect(readMt940(WHOLE)).toEqual({
    account: '1034001234',
    lines: [
      {
        ...{ bookedOn: '2026-11-22', direction: 'IN', amount: 42_000, reference: 'FT26326-9' },
        description: 'INV TRSF SARI INV-3374-202611-000123',
      },
      {
        ...{ bookedOn: '2026-11-22', direction: 'OUT', amount: 8_400, reference: 'FT26327-001' },
        description: 'NONREF SETORAN BPJS',
      },
    ],
  });
});

describe('an MT940 is refused', () => {
  test.each([
    ['another currency', 'C261121IDR', 'C261121USD', ':60F:'],
    ['sen', 'D8400,N', 'D8400,50N', ':61:'],
    ['a reversal by the bank', 'C42000,00N', 'RC42000,00N', ':61:'],
    ['a negative amount', 'C42000,00N', 'C-42000,00N', ':61:'],
    ['figures of another script', 'C42000,00N', 'C４２０００,00N', ':61:'],
    ['no amount', 'C42000,00N', 'C0,00N', ':61:'],
    ['a day that is none', ':61:261122', ':61:261132', ':61:'],
    ['a balance that is none', ':62F:C261122', ':62F:X261122', ':62F:'],
    ['a tag nobody knows', ':64:', ':99:', ':99:'],
    ['two openings', ':64:', ':60F:', ':60F:'],
    ['no account', ':25:PDJGIDJ1/1034001234\r\n', '', ':25:'],
  ])('for %s', (_, from, to, tag) => {
    expect(WHOLE).toContain(from);
    const line = expect.any(Number);
    expect(() => readMt940(WHOLE.replace(from, to))).toThrow(refused('MT940_MALFORMED', { line, tag }));
  });

  test('when a movement is missing: the balances tell', () => {
    const without = WHOLE.replace(/:61:2611221122D[\s\S]*?BPJS\r\n/, '');
    expect(() => readMt940(without)).toThrow(refused('STATEMENT_UNBALANCED', { off: 8_400 }));
  });

  test.each([
    '',
    'tanggal,kredit\n1,2',
    WHOLE.replace(/:61:[\s\S]*?:62F:/, ':62F:'),
    'x'.repeat(30_001),
    '\0',
  ])('when it is none', (text) =>
    expect(() => readMt940(text)).toThrow(expect.objectContaining({ code: expect.any(String) })),
  );

  test('and says the line and the tag in Indonesian', () => {
    expect(() => readMt940(WHOLE.replace('IDR1000000', 'USD1000000'))).toThrow(
      expect.objectContaining({ words: expect.objectContaining({ id: 'Baris 5, :60F:: hanya IDR.' }) }),
    );
  });
});
