import { DomainError } from '@lindungi/jamsostek';

/** Not a table at all: quotes that do not end, rows of another length, too many of them, or none. */
export class SheetMalformed extends DomainError {
  readonly code = 'SHEET_MALFORMED';

  constructor(row: number | null, what: { id: string; en: string }) {
    const where = row === null ? { id: '', en: '' } : { id: `Baris ${row}: `, en: `Row ${row}: ` };
    super({ id: `${where.id}${what.id}`, en: `${where.en}${what.en}` }, row === null ? {} : { row });
  }
}

/** The first row names the columns; what it must name, and may name, is fixed. */
export class SheetColumnsWrong extends DomainError {
  readonly code = 'SHEET_COLUMNS_WRONG';

  constructor(missing: readonly string[], unknown: readonly string[]) {
    const lists = { missing: missing.join(', ') || '-', unknown: unknown.join(', ') || '-' };
    super(
      {
        id: `Judul kolom tidak cocok. Kurang: ${lists.missing}. Tidak dikenal: ${lists.unknown}.`,
        en: `The column heads do not fit. Missing: ${lists.missing}. Unknown: ${lists.unknown}.`,
      },
      lists,
    );
  }
}

/** One cell of one row; the message names the column. */
export class CellRefused extends DomainError {
  readonly code = 'CELL_REFUSED';

  constructor(column: string, what: { id: string; en: string }) {
    super({ id: `Kolom ${column}: ${what.id}`, en: `Column ${column}: ${what.en}` }, { column });
  }
}
