import { describe, expect, test } from '@jest/globals';
import { readPaying, report } from './pay';

describe('what is typed behind "pay"', () => {
  test.each([
    [['INV-1'], { provider: 'MIDTRANS' }],
    [['INV-1', '--provider', 'xendit', '--twice'], { provider: 'XENDIT', twice: true }],
    [['--late', 'INV-1'], { provider: 'MIDTRANS', late: 10 }],
    [['INV-1', '--late=3', '--amount', '8400'], { provider: 'MIDTRANS', late: 3, amount: 8400 }],
    [['INV-1', '--provider=SNAP', '--back'], { provider: 'SNAP', back: true }],
  ])('%j', (args, paying) => expect(readPaying(args)).toEqual({ order: 'INV-1', paying }));

  test.each([
    [[]],
    [['INV-1', 'INV-2']],
    [['INV-1', '--provider', 'gopay']],
    [['INV-1', '--amount', '1e3']],
    [['INV-1', '--amount', '-5']],
    [['INV-1', '--quickly']],
  ])('%j is refused, with how it is typed', (args) => {
    expect(() => readPaying(args)).toThrow(/pay INV-/);
  });
});

test('what was told is said in Indonesian', () => {
  const calls = [
    { stage: 'PAID' as const, status: 200, text: '' },
    { stage: 'TAKEN_BACK' as const, status: 503, text: '' },
  ];
  expect(report('INV-1', { provider: 'DOKU', amount: 42_000, calls })).toEqual([
    'INV-1: Rp42.000 lewat DOKU.',
    '  kabar "dibayar" dijawab 200',
    '  kabar "ditarik kembali" dijawab 503',
  ]);
});
