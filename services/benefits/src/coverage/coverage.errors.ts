import { DomainError } from '@lindungi/jamsostek';

/** Three years tell what the longest clock of the law needs; more is nobody's business at a counter. */
export class CoverageMonthsRefused extends DomainError {
  readonly code = 'COVERAGE_MONTHS_REFUSED';

  constructor(most: number) {
    super(
      { id: `Riwayat memuat 1 sampai ${most} bulan.`, en: `A history has 1 to ${most} months.` },
      { most },
    );
  }
}
