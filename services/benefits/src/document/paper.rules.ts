import type { Words } from '@lindungi/jamsostek';
import type { ClaimKind, ClaimProgramme } from '../claim/claim.rules';
import type { HeirRelation } from '../heir/heir.rules';

export const PAPERS = [
  'CARD',
  'KTP_WORKER',
  'KTP_HEIR',
  'FAMILY_CARD',
  'DEATH_CERTIFICATE',
  'HEIR_CERTIFICATE',
  'MARRIAGE_BOOK',
  'BANK_BOOK',
  'CHRONOLOGY',
  'FORM_3',
  'FORM_3A',
  'FORM_3B',
  'RECEIPTS',
  'SCHOLARSHIP_FORM',
  'BIRTH_CERTIFICATE',
  'SCHOOL_LETTER',
  'SCHOOL_REPORT',
  'KTP_GUARDIAN',
] as const;

/** A paper that BPJS asks for. */
export type Paper = (typeof PAPERS)[number];

/** What each is called. */
export const PAPER_WORDS: Readonly<Record<Paper, Words>> = {
  CARD: { id: 'Kartu peserta', en: 'Member card' },
  KTP_WORKER: { id: 'KTP peserta', en: 'Identity card of the worker' },
  KTP_HEIR: { id: 'KTP ahli waris', en: 'Identity card of the heirs' },
  FAMILY_CARD: { id: 'Kartu keluarga', en: 'Family card' },
  DEATH_CERTIFICATE: { id: 'Akta atau surat kematian', en: 'Death certificate' },
  HEIR_CERTIFICATE: { id: 'Surat keterangan ahli waris', en: 'Certificate of heirs' },
  MARRIAGE_BOOK: { id: 'Buku nikah', en: 'Marriage book' },
  BANK_BOOK: { id: 'Buku tabungan', en: 'Bank book' },
  CHRONOLOGY: { id: 'Kronologi kejadian', en: 'What happened, in order' },
  FORM_3: { id: 'Formulir 3 (laporan tahap I)', en: 'Form 3 (report, stage I)' },
  FORM_3A: { id: 'Formulir 3a (laporan tahap II)', en: 'Form 3a (report, stage II)' },
  FORM_3B: { id: 'Formulir 3b KK3 (surat dokter)', en: 'Form 3b KK3 (the doctor)' },
  RECEIPTS: {
    id: 'Kuitansi angkutan, dan perawatan di luar PLKK',
    en: 'Receipts of transport, and of care outside a PLKK',
  },
  SCHOLARSHIP_FORM: { id: 'Formulir beasiswa', en: 'Scholarship form' },
  BIRTH_CERTIFICATE: { id: 'Akta kelahiran anak', en: 'Birth certificate of the child' },
  SCHOOL_LETTER: { id: 'Surat keterangan sekolah', en: 'Letter of the school' },
  SCHOOL_REPORT: { id: 'Rapor atau transkrip', en: 'School report' },
  KTP_GUARDIAN: { id: 'KTP wali', en: 'Identity card of the guardian' },
};

const OF_DEATH = [
  'CARD',
  'KTP_WORKER',
  'KTP_HEIR',
  'DEATH_CERTIFICATE',
  'FAMILY_CARD',
  'HEIR_CERTIFICATE',
  'BANK_BOOK',
] as const satisfies readonly Paper[];

const OF_ACCIDENT = ['CHRONOLOGY', 'FORM_3', 'FORM_3A', 'FORM_3B'] as const satisfies readonly Paper[];

/** A paper of a claim's list; `needed` is false where only some families have it. */
export interface ListedPaper {
  paper: Paper;
  needed: boolean;
}

/**
 * The papers BPJS asks for with a claim. The first stage of an accident needs `FORM_3` alone.
 *
 * @param heirs  as far as they are known: a marriage book is asked for when there is a widow or widower
 *
 * Source: Permenaker 5/2021 jo. 1/2025, as branch offices tell it; nobody has compared the list with the text.
 */
export function papersOf(
  claim: { kind: ClaimKind; programme: ClaimProgramme },
  heirs: readonly HeirRelation[],
): ListedPaper[] {
  const needed = (papers: readonly Paper[]) => papers.map((paper) => ({ paper, needed: true }));
  const perhaps = (paper: Paper) => ({ paper, needed: false });
  if (claim.kind === 'SCHOLARSHIP') {
    return needed([
      'SCHOLARSHIP_FORM',
      'BIRTH_CERTIFICATE',
      'FAMILY_CARD',
      'SCHOOL_LETTER',
      'SCHOOL_REPORT',
      'BANK_BOOK',
      'KTP_GUARDIAN',
    ]);
  }
  if (claim.kind === 'ACCIDENT')
    return [...needed(['CARD', 'KTP_WORKER', ...OF_ACCIDENT]), perhaps('RECEIPTS')];
  const marriage = { paper: 'MARRIAGE_BOOK' as const, needed: heirs.includes('SPOUSE') };
  const accident = claim.programme === 'JKK' ? [...needed(OF_ACCIDENT), perhaps('RECEIPTS')] : [];
  return [...needed(OF_DEATH), marriage, ...accident];
}
