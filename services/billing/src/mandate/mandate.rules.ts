import {
  contributionOf,
  type Law,
  type LocalDate,
  type MandateText,
  type Month,
  monthOf,
  monthsFrom,
  nextMonth,
  type Rupiah,
  rupiah,
} from '@lindungi/jamsostek';
import {
  MandateCapRefused,
  MandateFieldRefused,
  MandateStartRefused,
  MandateTextRefused,
} from './mandate.errors';

/** A cap above it is a slip of the finger: six hundred workers' months. */
const MOST = rupiah(10_000_000);

/** The counter in a mandate's number has six digits. */
const LAST_NUMBER = 999_999;

/** What a donor signs. */
export interface Letter {
  textVersion: string;
  /** The name under it, as on the payslip. */
  signedAs: string;
  /** Last four digits of the NIP, by which a treasurer tells namesakes apart. */
  nipEnd: string;
  bank: string;
  /** Whole rupiah that may be deducted in one month at most. */
  cap: Rupiah;
  /** SHA-256 of the signed proof, hexadecimal. The proof itself stays with the donor and the treasurer. */
  proofHash: string;
  firstMonth: Month;
}

/**
 * The text to sign on a day.
 *
 * @throws RangeError  before the first text
 */
export function textToSign(law: Pick<Law, 'mandateTexts'>, today: LocalDate): MandateText {
  const text = law.mandateTexts.findLast(({ from }) => from <= today);
  if (!text) throw new RangeError(`No mandate text is in force on ${today}`);
  return text;
}

/**
 * A letter as it is kept, or the reason it is not taken. It may begin next month at the earliest: pay of the 1st of
 * this month has been deducted from already.
 *
 * @throws MandateTextRefused, MandateCapRefused, MandateStartRefused, MandateFieldRefused
 *
 * Source: KUH Perdata Pasal 1792; the least cap is one worker's full month by PP 44/2015.
 */
export function letterOf(law: Law, asked: Letter, today: LocalDate): Letter {
  const { version } = textToSign(law, today);
  if (asked.textVersion !== version) throw new MandateTextRefused(version);

  const earliest = nextMonth(monthOf(today));
  const latest = monthsFrom(earliest, 12).at(-1)!;
  if (asked.firstMonth < earliest || asked.firstMonth > latest)
    throw new MandateStartRefused(earliest, latest);

  const least = contributionOf(law, { sector: 'OTHER' }, 'OWN', asked.firstMonth).full;
  if (asked.cap < least || asked.cap > MOST) throw new MandateCapRefused(least, MOST);

  const signedAs = plain(asked.signedAs);
  const bank = plain(asked.bank);
  if (!isText(signedAs, 1, 120)) throw new MandateFieldRefused('signedAs');
  if (!isText(bank, 2, 60)) throw new MandateFieldRefused('bank');
  if (!/^[0-9]{4}$/.test(asked.nipEnd)) throw new MandateFieldRefused('nipEnd');
  if (!/^[0-9a-f]{64}$/.test(asked.proofHash)) throw new MandateFieldRefused('proofHash');
  return { ...asked, signedAs, bank };
}

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** No control characters, and no number so long that it could be a whole NIP, NIK or account. */
function isText(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && !/\p{Cc}|(?:\d[ .-]?){9}/u.test(text);
}

/**
 * `SK-3374-000123`: what people write on the letter, and what a payroll answers with.
 *
 * @throws RangeError  when the city's counter has run out
 */
export function mandateNumber(cityCode: string, counter: number): string {
  if (!Number.isInteger(counter) || counter < 1 || counter > LAST_NUMBER) {
    throw new RangeError(`No mandate number left after ${LAST_NUMBER}`);
  }
  return `SK-${cityCode}-${String(counter).padStart(6, '0')}`;
}
