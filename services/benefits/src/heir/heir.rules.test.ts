import { describe, expect, test } from '@jest/globals';
import { entitled, type HeirRelation, type HeirsTold, readHeirs } from './heir.rules';

describe('the order of heirs', () => {
  test.each([
    [
      'a widow and two children share',
      ['SPOUSE', 'CHILD', 'CHILD', 'PARENT'],
      1,
      ['SPOUSE', 'CHILD', 'CHILD'],
    ],
    ['a child alone is of the first rank', ['CHILD', 'SIBLING'], 1, ['CHILD']],
    ['parents come before brothers', ['SIBLING', 'PARENT'], 2, ['PARENT']],
    ['up and down to the second degree', ['GRANDPARENT', 'GRANDCHILD'], 2, ['GRANDPARENT', 'GRANDCHILD']],
    ['brothers before parents-in-law', ['PARENT_IN_LAW', 'SIBLING'], 3, ['SIBLING']],
    ['parents-in-law before a will', ['BY_WILL', 'PARENT_IN_LAW'], 4, ['PARENT_IN_LAW']],
    ['a will, when there is nobody', ['BY_WILL'], 5, ['BY_WILL']],
    ['nobody', [], 0, []],
  ] as [string, HeirRelation[], number, HeirRelation[]][])('%s', (_, relations, rank, who) => {
    expect(entitled(relations)).toMatchObject({ rank, relations: who });
  });

  test('without anybody the funeral goes to who buried', () => {
    expect(entitled([]).words.id).toContain('Dana Jaminan Sosial');
  });
});

describe('consent to tell the donor', () => {
  const told: HeirsTold = {
    relations: ['SPOUSE'],
    mayTellDonor: true,
    consentChannel: 'PAPER',
    consentOn: '2026-12-14',
  };

  test('is kept with how and when', () => {
    expect(readHeirs(told, '2026-12-14')).toEqual(told);
    const none = { ...told, mayTellDonor: false, consentChannel: null, consentOn: null };
    expect(readHeirs(none, '2026-12-14')).toEqual(none);
  });

  test.each([
    ['nobody can prove', { consentChannel: null }],
    ['of tomorrow', { consentOn: '2026-12-15' }],
    ['of no heir', { relations: [] }],
    ['given and not given', { mayTellDonor: false }],
  ] as [string, Partial<HeirsTold>][])('is none that is %s', (_, more) => {
    expect(() => readHeirs({ ...told, ...more }, '2026-12-14')).toThrow(
      expect.objectContaining({ code: 'HEIRS_CONSENT_REFUSED' }),
    );
  });

  test('is of no more heirs than a certificate names', () => {
    expect(() => readHeirs({ ...told, relations: Array(31).fill('CHILD') }, '2026-12-14')).toThrow(
      expect.objectContaining({ code: 'HEIRS_REFUSED' }),
    );
  });
});
