import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { begin, copy, held, out, put, take } from './bytes-output';
import { table } from './bytes-table';
import { Surprise } from './deviation';

function representations(texts: readonly { text: string; of: number }[]): {
  indices: number[];
  joined: string;
} {
  table.reset();
  begin();
  const indices = texts.map(({ text, of }) => {
    const start = out.at;
    put(Buffer.from(text));
    return table.add(start, of, 0);
  });
  if (out.at > 0) out.at--;
  return { indices, joined: take().toString() };
}

afterEach(begin);

describe('a table of representations', () => {
  test('keeps the first of equal texts, as a Map would', () => {
    const candidate = fc.record({ text: fc.stringMatching(/^[ab]{1,4}$/), of: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 300 }), (texts) => {
        const known = new Map<string, number>();
        const expected = texts.map(({ text, of }) => {
          const key = `${of} ${text}`;
          if (!known.has(key)) known.set(key, known.size);
          return known.get(key);
        });
        const { indices, joined } = representations(texts);
        expect(indices).toEqual(expected);
        expect(joined).toBe([...known.keys()].map((key) => key.slice(2)).join());
        expect(table.count).toBe(known.size);
      }),
    );
  });

  test('takes ten thousand different ones and finds each again', () => {
    const texts = Array.from({ length: 10_000 }, (_, i) => ({ text: `{"id":"${i}"}`, of: 0 }));
    const { indices } = representations([...texts, ...texts]);
    expect(indices.slice(10_000)).toEqual(indices.slice(0, 10_000));
  });

  test('refuses texts that were made to collide', () => {
    // All bytes are called constant, so that the hash sees none of them.
    table.reset();
    begin();
    const flood = () => {
      for (let i = 0; i < 200; i++) {
        const start = out.at;
        put(Buffer.from(`k${String(i).padStart(3, '0')}`));
        table.add(start, 0, 4);
      }
    };
    expect(flood).toThrow(Surprise);
  });
});

describe('the output buffer', () => {
  test('copies slices of any length to any place', () => {
    const source = Buffer.from(Array.from({ length: 3_000 }, (_, i) => i % 251));
    const view = new DataView(source.buffer, source.byteOffset, source.length);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2_999), fc.nat(700)), { maxLength: 40 }), (slices) => {
        begin();
        const expected = slices.map(([start, length]) =>
          source.subarray(start, Math.min(3_000, start + length)),
        );
        for (const [start, length] of slices) copy(source, view, start, Math.min(3_000, start + length));
        expect(take().equals(Buffer.concat(expected))).toBe(true);
      }),
    );
  });

  test('gives a large buffer back', () => {
    begin();
    const part = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 9; i++) put(part);
    expect(held()).toBeGreaterThan(9 << 20);
    expect(take().length).toBe(9 << 20);
    expect(held()).toBeLessThan(1 << 20);
  });
});
