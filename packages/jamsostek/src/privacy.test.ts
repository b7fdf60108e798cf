import { describe, expect, test } from '@jest/globals';
import { clockOfRequest, dataRequestKinds, keptThings, retentionOf } from './privacy';
import { readLaw } from './read-law';

const law = readLaw();

describe('the law on personal data', () => {
  test.each(dataRequestKinds)('gives 3x24 hours to answer %s, and says by which article', (kind) => {
    const { hours, source } = clockOfRequest(law, kind, '2026-11-22');
    expect(hours).toBe(72);
    expect(source).toMatch(/UU 27\/2022 Pasal \d+/);
  });

  test.each(keptThings)('says for how long %s is kept', (thing) => {
    const { months, source } = retentionOf(law, thing, '2026-11-22');
    expect(months).toBeGreaterThan(0);
    expect(source).toMatch(/Pasal 42/);
  });

  test('asked nothing before it was in force', () => {
    expect(() => clockOfRequest(law, 'ACCESS', '2024-10-16')).toThrow(RangeError);
    expect(() => retentionOf(law, 'IDENTITY_NEVER_PROTECTED', '2024-10-16')).toThrow(RangeError);
  });

  test('changes with a later line, and the past keeps its own', () => {
    const [first] = law.privacy.clocks;
    const later = {
      privacy: { ...law.privacy, clocks: [{ ...first!, from: '2027-01-01', hours: 24 } as const, first!] },
    };
    expect(clockOfRequest(later, 'ACCESS', '2026-12-31').hours).toBe(72);
    expect(clockOfRequest(later, 'ACCESS', '2027-01-01').hours).toBe(24);
  });
});
