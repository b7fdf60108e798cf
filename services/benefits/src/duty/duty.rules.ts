import {
  addDays,
  type LocalDate,
  type Month,
  type Words,
  writtenDate,
  writtenMonth,
} from '@lindungi/jamsostek';

/** REVIEW has no clock: a claim leans on a month that is covered no more. */
export const DUTIES = ['REPORT', 'PAY', 'ANSWER', 'REVIEW'] as const;
export type Duty = (typeof DUTIES)[number];
export type ClockedDuty = Exclude<Duty, 'REVIEW'>;

/** Before the last day has passed, after it, or of something that has no last day. */
export const PHASES = ['BEFORE', 'AFTER', 'NOW'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * How many days before the last one somebody is told, so that they can still act. Not the law's, which only knows the last
 * day: an accident and a payment leave two or three days in all, an answer wants words.
 */
export const LEAD_DAYS: Readonly<Record<ClockedDuty, number>> = { REPORT: 1, PAY: 1, ANSWER: 3 };

/** Which of its two notices a clock is due today; null while there is time. After a standstill only the later one is. */
export function phaseOf(
  { duty, dueOn }: { duty: ClockedDuty; dueOn: LocalDate },
  today: LocalDate,
): Exclude<Phase, 'NOW'> | null {
  if (today > dueOn) return 'AFTER';
  return today >= addDays(dueOn, -LEAD_DAYS[duty]) ? 'BEFORE' : null;
}

/** What is told, naming nobody. */
export interface Told {
  duty: Duty;
  phase: Phase;
  dueOn: LocalDate;
  /** Of REVIEW. */
  month: Month | null;
}

/** A notice in words: what is to be done, and until when. */
export function noticeWords({ duty, phase, dueOn, month }: Told): Words {
  const [id, en] = [writtenDate(dueOn, 'id'), writtenDate(dueOn, 'en')];
  const late = phase === 'AFTER';
  switch (duty) {
    case 'REPORT':
      return late
        ? {
            id: `Batas 2 x 24 jam untuk melapor ke BPJS lewat pada ${id}. Laporkan sekarang juga.`,
            en: `The 2 x 24 hours to tell BPJS ended on ${en}. Report it at once.`,
          }
        : {
            id: `Kecelakaan ini harus dilaporkan ke BPJS paling lambat ${id}, 2 x 24 jam setelah terjadi.`,
            en: `BPJS must hear of this accident by ${en}, 2 x 24 hours after it happened.`,
          };
    case 'PAY':
      return late
        ? {
            id: `Batas BPJS membayar, tiga hari kerja, lewat pada ${id}. Tanyakan kabarnya, lalu catat langkahnya.`,
            en: `The three working days in which BPJS pays ended on ${en}. Ask what became of it, then record the step.`,
          }
        : {
            id: `BPJS membayar klaim ini paling lambat ${id}.`,
            en: `BPJS is to pay this claim by ${en}.`,
          };
    case 'ANSWER':
      return late
        ? {
            id: `Pengaduan ini seharusnya dijawab paling lambat ${id}.`,
            en: `This grievance should have been answered by ${en}.`,
          }
        : {
            id: `Pengaduan ini harus dijawab paling lambat ${id}.`,
            en: `This grievance must be answered by ${en}.`,
          };
    case 'REVIEW':
      return {
        id: `${writtenMonth(month!, 'id')}, dasar klaim ini, tidak lagi tercatat terlindungi bagi pekerja ini. Periksa bersama BPJS.`,
        en: `${writtenMonth(month!, 'en')}, on which this claim rests, is no longer known as protected for this worker. Look at it with BPJS.`,
      };
  }
}

/** What somebody found, readable and without anybody's number; undefined when it is neither. */
export function findingOf(typed: string): string | undefined {
  const finding = typed.trim().replace(/\s+/g, ' ');
  const readable = finding.length >= 3 && finding.length <= 300 && !/(?:\d[ .-]?){11}/.test(finding);
  return readable ? finding : undefined;
}
