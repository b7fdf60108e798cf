import {
  accidentDeath,
  type BenefitLine,
  jkm,
  type Law,
  type LocalDate,
  type Month,
  monthOf,
  payBy,
  type Rupiah,
  reportBy,
} from '@lindungi/jamsostek';
import { ClaimInFuture, ClaimMonthNotProtected } from './claim.errors';

export const CLAIM_PROGRAMMES = ['JKM', 'JKK'] as const;

/** JKM: a death that is no work accident. JKK: a death by one. Which it was is for BPJS to say. */
export type ClaimProgramme = (typeof CLAIM_PROGRAMMES)[number];

export const CLAIM_KINDS = ['DEATH', 'ACCIDENT', 'SCHOLARSHIP'] as const;

/** What a claim is of. An accident is survived, as far as is known when it is filed; a scholarship is one school year. */
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Who may file a claim, and see those filed. */
export const CLAIM_ROLES = ['DISTRICT', 'ADMIN', 'BPJS'] as const;

/** What is asked of BPJS for one worker's death. */
export interface ClaimRequest {
  programme: ClaimProgramme;
  occurredOn: LocalDate;
}

/** What the law gives for it, and until when who must act. */
export interface ClaimDecision {
  /** The month whose receipt carries the claim. */
  month: Month;
  amount: Rupiah;
  lines: BenefitLine[];
  /** Last day to report to BPJS; only an accident has one. */
  reportBy: LocalDate | null;
  /** Last day for BPJS to pay, if it has all papers on the day of filing. */
  payBy: LocalDate;
}

/**
 * What a claim asks for: the amount the law gave on the day of the death, and the two clocks.
 *
 * The month must be protected. Whether its money came before the day is not asked here: that is for
 * BPJS to judge, and refusing a family would be to judge it.
 *
 * @param protectedMonths  months BPJS has receipted, in any order
 * @param today            the day of filing, in the city's zone
 * @throws ClaimInFuture
 * @throws ClaimMonthNotProtected
 *
 * Source: PP 82/2019 for amounts; PP 44/2015 Pasal 40(3) three working days; Permenaker 1/2025 2x24 hours.
 */
export function decideClaim(
  law: Law,
  protectedMonths: readonly Month[],
  { programme, occurredOn }: ClaimRequest,
  today: LocalDate,
): ClaimDecision {
  if (occurredOn > today) throw new ClaimInFuture(occurredOn);
  const month = monthOf(occurredOn);
  if (!protectedMonths.includes(month)) throw new ClaimMonthNotProtected(month);

  const { amount, lines } =
    programme === 'JKM' ? jkm(law, { protectedMonths, diedOn: occurredOn }) : accidentDeath(law, occurredOn);
  return {
    month,
    amount,
    lines,
    reportBy: programme === 'JKK' ? reportBy(law, occurredOn) : null,
    payBy: payBy(law, today),
  };
}
