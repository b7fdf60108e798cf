import {
  addDays,
  graceEndsOn,
  type Law,
  type LocalDate,
  localDate,
  type Month,
  monthOf,
  type Rupiah,
  type Words,
  writtenDate,
  writtenMonth,
  writtenRupiah,
} from '@lindungi/jamsostek';
import type { FailureReason, ReminderKind } from './reminder-kind';

/**
 * The last day to pay months that a payroll could not deduct. Nothing says here when cover ended, so it is counted
 * from the first of them: too early a day harms nobody.
 *
 * @param months  at least one, in any order
 */
export function payUntil(law: Law, months: readonly Month[]): LocalDate {
  const [first] = [...months].sort();
  return graceEndsOn(law, monthOf(addDays(localDate(`${first}-01`), -1)));
}

/** What a reminder says, as it is kept. */
export interface Said {
  kind: ReminderKind;
  months: readonly Month[];
  amount: Rupiah | null;
  reason: FailureReason | null;
  payUntil: LocalDate;
  /** Nothing is left to do. */
  ended: boolean;
}

const REASONS: Readonly<Record<FailureReason, Words>> = {
  PAY_TOO_SMALL: { id: 'gaji tidak mencukupi', en: 'the pay was too small' },
  MOVED: { id: 'Anda sudah pindah OPD', en: 'you have moved to another agency' },
  RETIRED: { id: 'Anda sudah pensiun', en: 'you are retired' },
  OTHER: { id: 'alasan lain', en: 'another reason' },
};

/** A reminder as its donor reads it. It names no worker and promises no cover; what it asks, it says with a day. */
export function reminderText(it: Said, language: 'id' | 'en'): string {
  const { kind, months, amount, reason, payUntil } = it;
  if (it.ended) return endedText(it, language);
  const day = writtenDate(payUntil, language);
  const said: Readonly<Record<ReminderKind, Words>> = {
    DEDUCTION_FAILED: {
      id:
        `Potongan gaji gagal (${REASONS[reason ?? 'OTHER'].id}): ${money(amount, language)}untuk ${monthsIn(months, language)}. ` +
        `Bayarlah lewat virtual account atau QRIS paling lambat ${day}.`,
      en:
        `Your pay could not be deducted (${REASONS[reason ?? 'OTHER'].en}): ${money(amount, language)}for ${monthsIn(months, language)}. ` +
        `Pay by virtual account or QRIS until ${day}.`,
    },
    LAPSE_NEAR: {
      id: `Bulan berikutnya bagi pekerja yang Anda bayari belum dibayar. Tunggakan dapat dibayar paling lambat ${day}; setelah itu kepesertaannya berakhir.`,
      en: `Nobody has paid the next month of a worker you paid for. Arrears may be paid until ${day}; then the membership ends.`,
    },
    WORKER_OFFERED: {
      id: `Donor lain dicari bagi pekerja yang terakhir Anda bayari. Anda pun masih dapat membayar paling lambat ${day}.`,
      en: `Another donor is looked for, for a worker whom you paid last. You may still pay too, until ${day}.`,
    },
  };
  return said[kind][language];
}

function endedText({ kind, months }: Said, language: 'id' | 'en'): string {
  if (kind !== 'DEDUCTION_FAILED') {
    return language === 'id'
      ? 'Bulan berikutnya bagi pekerja yang pernah Anda bayari sudah dibayar.'
      : 'The next month of a worker you paid for has been paid.';
  }
  const when = monthsIn(months, language);
  return language === 'id'
    ? `Potongan gaji untuk ${when} gagal, dan sudah dibayar dengan cara lain.`
    : `Your pay could not be deducted for ${when}, and it has been paid another way.`;
}

const money = (amount: Rupiah | null, language: 'id' | 'en'): string =>
  amount === null ? '' : `${writtenRupiah(amount, language)} `;

const monthsIn = (months: readonly Month[], language: 'id' | 'en'): string =>
  [...months]
    .sort()
    .map((month) => writtenMonth(month, language))
    .join(', ');
