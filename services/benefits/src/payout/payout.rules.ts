import { type LocalDate, type Rupiah, rupiah, sum, type Words, writtenRupiah } from '@lindungi/jamsostek';
import {
  PayoutAmountRefused,
  PayoutInFuture,
  PayoutProgrammesRefused,
  PayoutTextRefused,
  PayoutTotalTooSmall,
  PayoutTotalUnexplained,
} from './payout.errors';

export const PAYOUT_PROGRAMMES = ['JKK', 'JKM', 'JHT', 'JP', 'BEASISWA'] as const;

/** Where the money of a payout came from. JHT and JP are not what a city's programme pays for. */
export type PayoutProgramme = (typeof PAYOUT_PROGRAMMES)[number];

/** One programme's part of a payout; null when nobody has said how much. */
export interface PayoutPart {
  programme: PayoutProgramme;
  amount: Rupiah | null;
}

/** A sum handed to heirs, as it was reported. */
export interface Payout {
  title: string;
  paidOn: LocalDate;
  total: Rupiah;
  programmes: readonly PayoutPart[];
  source: string;
}

const MOST_LETTERS = 200;

/**
 * Reads a payout as an official reports it.
 *
 * @throws PayoutTextRefused        no title or source, too long, or with a person's number in it
 * @throws PayoutInFuture
 * @throws PayoutAmountRefused      zero or less
 * @throws PayoutProgrammesRefused  none, or one twice
 * @throws PayoutTotalTooSmall      less than its known parts, or nothing left for the unknown ones
 * @throws PayoutTotalUnexplained   every part known, and another sum
 */
export function readPayout(typed: Payout, today: LocalDate): Payout {
  const payout = { ...typed, title: read(typed.title), source: read(typed.source) };
  const { paidOn, total, programmes } = payout;
  if (paidOn > today) throw new PayoutInFuture(paidOn);

  const known = programmes.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  const wrong = [total, ...known].find((amount) => amount <= 0);
  if (wrong !== undefined) throw new PayoutAmountRefused(wrong);
  const names = new Set(programmes.map(({ programme }) => programme));
  if (names.size === 0 || names.size < programmes.length) throw new PayoutProgrammesRefused();

  const sumKnown = sum(known);
  const allKnown = known.length === programmes.length;
  if (sumKnown > total || (!allKnown && sumKnown === total)) throw new PayoutTotalTooSmall(total, sumKnown);
  if (allKnown && sumKnown < total) throw new PayoutTotalUnexplained(total, sumKnown);
  return payout;
}

function read(text: string): string {
  const one = text.trim().replace(/\s+/g, ' ');
  if (one === '' || one.length > MOST_LETTERS || /(?:\d[ .-]?){11}/.test(one)) {
    throw new PayoutTextRefused(MOST_LETTERS);
  }
  return one;
}

/**
 * How much of a payout JKK and JKM have paid, which is all that the contribution of this programme
 * buys, and how much came from elsewhere. Both null when JKK or JKM is named without an amount
 * beside other programmes.
 */
export function partsOf({ total, programmes }: Pick<Payout, 'total' | 'programmes'>): {
  fromJkkJkm: Rupiah | null;
  notFromJkkJkm: Rupiah | null;
} {
  const ours = programmes.filter(isOurs);
  if (ours.length === programmes.length) return { fromJkkJkm: total, notFromJkkJkm: rupiah(0) };
  const amounts = ours.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  if (amounts.length < ours.length) return { fromJkkJkm: null, notFromJkkJkm: null };
  const fromJkkJkm = sum(amounts);
  return { fromJkkJkm, notFromJkkJkm: rupiah(total - fromJkkJkm) };
}

/** What all payouts together were, told apart: nobody adds JHT or a scholarship to what a contribution bought. */
export interface PayoutFigures {
  payouts: number;
  fromJkkJkm: Rupiah;
  notFromJkkJkm: Rupiah;
  /** Payouts of which the part of JKK and JKM is not known: they are in neither sum. */
  unknown: number;
}

/** The figures of some payouts. */
export function figuresOf(payouts: readonly Pick<Payout, 'total' | 'programmes'>[]): PayoutFigures {
  const parts = payouts.map(partsOf);
  const of = (which: 'fromJkkJkm' | 'notFromJkkJkm') => sum(parts.flatMap((it) => it[which] ?? []));
  return {
    payouts: payouts.length,
    fromJkkJkm: of('fromJkkJkm'),
    notFromJkkJkm: of('notFromJkkJkm'),
    unknown: parts.filter((it) => it.fromJkkJkm === null).length,
  };
}

/**
 * What must be said beside the sum, so that nobody takes it for what JKK and JKM pay.
 *
 * JP is not open to informal workers (BPU), so a payout with JP went to the heirs of an employee.
 */
export function noteOf(payout: Pick<Payout, 'total' | 'programmes'>): Words {
  const words = { id: noteIn('id', payout), en: noteIn('en', payout) };
  if (!payout.programmes.some(({ programme }) => programme === 'JP')) return words;
  return {
    id: `${words.id} JP tidak tersedia bagi pekerja informal (BPU): penerimanya ahli waris peserta penerima upah.`,
    en: `${words.en} JP is not open to informal workers (BPU): this went to the heirs of a wage earner.`,
  };
}

function noteIn(language: 'id' | 'en', payout: Pick<Payout, 'total' | 'programmes'>): string {
  const money = (amount: Rupiah) => writtenRupiah(amount, language);
  const { fromJkkJkm, notFromJkkJkm } = partsOf(payout);
  const others = payout.programmes.filter((part) => !isOurs(part));
  const names = others.map(({ programme }) => programme).join(', ');
  const unknown = others.length > 1 && others.some(({ amount }) => amount === null);
  if (notFromJkkJkm === 0) {
    return language === 'id' ? 'Seluruhnya dari JKK/JKM.' : 'All of it is from JKK/JKM.';
  }
  if (fromJkkJkm === null || notFromJkkJkm === null) {
    return language === 'id'
      ? `${money(payout.total)} BUKAN jumlah yang dibayar JKK dan JKM: di dalamnya ada ${names}, dan bagian JKK/JKM tidak diketahui.`
      : `${money(payout.total)} is NOT what JKK and JKM pay: ${names} is in it, and the part of JKK/JKM is not known.`;
  }
  const split = unknown
    ? { id: ', pembagiannya tidak diketahui', en: ', how divided is not known' }
    : { id: '', en: '' };
  return language === 'id'
    ? `${money(payout.total)} BUKAN jumlah yang dibayar JKK dan JKM. Dari JKK/JKM ${money(fromJkkJkm)}; ${money(notFromJkkJkm)} selebihnya dari ${names}${split.id}.`
    : `${money(payout.total)} is NOT what JKK and JKM pay. From JKK/JKM came ${money(fromJkkJkm)}; the other ${money(notFromJkkJkm)} from ${names}${split.en}.`;
}

const isOurs = ({ programme }: PayoutPart): boolean => programme === 'JKK' || programme === 'JKM';
