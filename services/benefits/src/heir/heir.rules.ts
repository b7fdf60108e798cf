import type { LocalDate, Words } from '@lindungi/jamsostek';
import { HeirsConsentRefused, HeirsRefused } from './heir.errors';

export const HEIR_RELATIONS = [
  'SPOUSE',
  'CHILD',
  'PARENT',
  'GRANDPARENT',
  'GRANDCHILD',
  'SIBLING',
  'PARENT_IN_LAW',
  'BY_WILL',
] as const;

/** What an heir was to the worker; no name is kept, the heirs' certificate has them. */
export type HeirRelation = (typeof HEIR_RELATIONS)[number];

/** The law's order: who stands in an earlier rank leaves nothing to a later one. */
const RANKS: readonly (readonly HeirRelation[])[] = [
  ['SPOUSE', 'CHILD'],
  ['PARENT', 'GRANDPARENT', 'GRANDCHILD'],
  ['SIBLING'],
  ['PARENT_IN_LAW'],
  ['BY_WILL'],
];

export const HEIRS_SOURCE = 'PP 44/2015 Pasal 40';

/** Who of the heirs is entitled, and in words why. */
export interface Entitled {
  /** 1 to 5; 0 when nobody is there. */
  rank: number;
  relations: HeirRelation[];
  words: Words;
}

/**
 * Who of some heirs is entitled: all of the first rank that anybody stands in.
 *
 * Source: PP 44/2015 Pasal 40. Without any heir or will the funeral goes to who buried, the rest to the Dana Jaminan
 * Sosial.
 */
export function entitled(relations: readonly HeirRelation[]): Entitled {
  const place = RANKS.findIndex((rank) => rank.some((it) => relations.includes(it)));
  const rank = RANKS[place];
  if (!rank) return { rank: 0, relations: [], words: NOBODY };
  return {
    rank: place + 1,
    relations: relations.filter((it) => rank.includes(it)),
    words: RANK_WORDS[place]!,
  };
}

const NOBODY: Words = {
  id: 'Tidak ada ahli waris dan tidak ada wasiat: biaya pemakaman untuk yang mengurus pemakaman, selebihnya ke Dana Jaminan Sosial.',
  en: 'No heir and no will: the funeral goes to whoever buried, the rest to the Dana Jaminan Sosial.',
};

const RANK_WORDS: readonly Words[] = [
  { id: 'Janda, duda, atau anak.', en: 'Widow, widower, or children.' },
  {
    id: 'Tanpa janda, duda atau anak: keturunan sedarah lurus ke atas dan ke bawah sampai derajat kedua.',
    en: 'Without widow, widower or children: blood relations in a straight line, up and down, to the second degree.',
  },
  { id: 'Tanpa mereka: saudara kandung.', en: 'Without them: brothers and sisters.' },
  { id: 'Tanpa mereka: mertua.', en: 'Without them: parents-in-law.' },
  { id: 'Tanpa mereka: yang ditunjuk dalam wasiat.', en: 'Without them: whom a will names.' },
];

/** Heirs as an officer writes them down, and whether they let the donor know of the outcome. */
export interface HeirsTold {
  relations: readonly HeirRelation[];
  mayTellDonor: boolean;
  consentChannel: 'PAPER' | 'RECORDING' | 'ELECTRONIC' | null;
  consentOn: LocalDate | null;
}

const MOST_HEIRS = 30;

/**
 * Heirs as they may be kept; consent is proved, or it is none.
 *
 * @throws HeirsRefused, HeirsConsentRefused
 *
 * Source: UU 27/2022 Pasal 22-24 for consent.
 */
export function readHeirs(told: HeirsTold, today: LocalDate): HeirsTold {
  if (told.relations.length > MOST_HEIRS) throw new HeirsRefused(MOST_HEIRS);
  const proved = told.consentChannel !== null && told.consentOn !== null;
  const said = told.consentChannel !== null || told.consentOn !== null;
  if (told.mayTellDonor ? !proved : said) throw new HeirsConsentRefused();
  if (told.consentOn && told.consentOn > today) throw new HeirsConsentRefused();
  if (told.mayTellDonor && told.relations.length === 0) throw new HeirsConsentRefused();
  return told;
}
