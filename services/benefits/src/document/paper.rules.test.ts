import { expect, test } from '@jest/globals';
import { PAPER_WORDS, PAPERS, papersOf } from './paper.rules';

const needed = (...asked: Parameters<typeof papersOf>) =>
  papersOf(...asked)
    .filter((it) => it.needed)
    .map((it) => it.paper);

test('a death has seven papers, and a marriage book when there is a widow', () => {
  const death = { kind: 'DEATH', programme: 'JKM' } as const;
  expect(needed(death, ['CHILD'])).toHaveLength(7);
  expect(needed(death, ['SPOUSE', 'CHILD'])).toContain('MARRIAGE_BOOK');
});

test('a death by work accident has those of the accident as well', () => {
  const papers = needed({ kind: 'DEATH', programme: 'JKK' }, []);
  expect(papers).toEqual(expect.arrayContaining(['DEATH_CERTIFICATE', 'FORM_3', 'FORM_3A', 'FORM_3B']));
});

test('an accident that was survived needs neither a certificate nor heirs', () => {
  const accident = { kind: 'ACCIDENT', programme: 'JKK' } as const;
  expect(needed(accident, [])).toEqual(['CARD', 'KTP_WORKER', 'CHRONOLOGY', 'FORM_3', 'FORM_3A', 'FORM_3B']);
  expect(papersOf(accident, []).at(-1)).toEqual({ paper: 'RECEIPTS', needed: false });
});

test('a school year asks for the school, not for the death', () => {
  const papers = needed({ kind: 'SCHOLARSHIP', programme: 'JKM' }, []);
  expect(papers).toContain('SCHOOL_LETTER');
  expect(papers).not.toContain('DEATH_CERTIFICATE');
});

test('every paper has its name in both languages', () => {
  expect(PAPERS.filter((it) => PAPER_WORDS[it].id === PAPER_WORDS[it].en)).toEqual([]);
});
