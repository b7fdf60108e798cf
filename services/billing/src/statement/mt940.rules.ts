import { type LocalDate, localDate, type Rupiah, rupiah } from '@lindungi/jamsostek';
import { SheetMalformed } from '../sheet/sheet.errors';
import { LONGEST_SHEET } from '../sheet/sheet.rules';
import { Mt940Malformed, StatementUnbalanced } from './statement.errors';
import { type BankLine, MOST_STATEMENT_LINES, wordsOf } from './statement.rules';

interface Field {
  line: number;
  tag: string;
  text: string;
}

/** What one MT940 says: whose account, and each movement. */
export interface Mt940 {
  account: string;
  lines: BankLine[];
}

const ONCE = [':20:', ':25:', ':28C:', ':60F:', ':62F:'] as const;
const KNOWN: readonly string[] = [...ONCE, ':61:', ':86:', ':21:', ':64:', ':65:'];

/**
 * Reads one customer statement (SWIFT MT940), and proves it: opening balance and movements make the closing one.
 * Nothing is guessed; a tag nobody knows, another currency, sen, or a reversal by the bank refuses the file.
 *
 * @throws SheetMalformed, Mt940Malformed, StatementUnbalanced
 *
 * Source: SWIFT, Standards Category 9, MT 940 (fields 20, 25, 28C, 60F, 61, 86, 62F).
 */
export function readMt940(text: string): Mt940 {
  if (text.length > LONGEST_SHEET || text.includes('\0')) {
    throw new SheetMalformed(null, {
      id: `Berkas MT940 memuat paling banyak ${LONGEST_SHEET} huruf.`,
      en: `An MT940 has at most ${LONGEST_SHEET} letters.`,
    });
  }
  const fields = fieldsOf(text);
  const opening = balanceIn(only(fields, ':60F:'));
  const closing = balanceIn(only(fields, ':62F:'));
  for (const tag of ONCE) only(fields, tag);

  const lines: BankLine[] = [];
  for (const [at, field] of fields.entries()) {
    if (field.tag === ':86:' && fields[at - 1]?.tag !== ':61:') continue; // about the whole account
    if (field.tag !== ':61:') continue;
    const next = fields[at + 1];
    lines.push(movementIn(field, next?.tag === ':86:' ? next.text : ''));
  }
  const [first] = fields;
  if (lines.length === 0 || lines.length > MOST_STATEMENT_LINES) {
    throw new Mt940Malformed(first?.line ?? 1, ':61:', {
      id: `memuat 1 sampai ${MOST_STATEMENT_LINES} mutasi, bukan ${lines.length}.`,
      en: `has 1 to ${MOST_STATEMENT_LINES} movements, not ${lines.length}.`,
    });
  }
  const moved = lines.reduce((all, it) => all + (it.direction === 'IN' ? it.amount : -it.amount), 0);
  if (opening + moved !== closing) throw new StatementUnbalanced(opening + moved - closing);
  return { account: only(fields, ':25:').text.split('/').at(-1) ?? '', lines };
}

/** A field begins with its tag at the start of a line, and goes on until the next. */
function fieldsOf(text: string): Field[] {
  const fields: Field[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const [, tag, rest = ''] = /^(:\d{2}[A-Z]?:)(.*)$/.exec(raw) ?? [];
    const open = fields.at(-1);
    if (tag !== undefined) {
      if (!KNOWN.includes(tag)) {
        throw new Mt940Malformed(at + 1, tag, {
          id: 'tanda ini tidak dikenal.',
          en: 'this tag is not known.',
        });
      }
      fields.push({ line: at + 1, tag, text: rest });
    } else if (open && raw !== '-' && !raw.startsWith('-}')) open.text += ` ${raw}`;
    else if (!open && raw.trim() !== '' && !raw.startsWith('{')) {
      throw new Mt940Malformed(at + 1, '-', { id: 'ini bukan MT940.', en: 'this is no MT940.' });
    }
  }
  return fields;
}

function only(fields: readonly Field[], tag: (typeof ONCE)[number]): Field {
  const [field, second] = fields.filter((it) => it.tag === tag);
  if (field && !second) return field;
  throw new Mt940Malformed(second?.line ?? fields.at(-1)?.line ?? 1, tag, {
    id: 'harus ada tepat sekali.',
    en: 'must be there exactly once.',
  });
}

/** `C261121IDR1000000,00`: rupiah, negative when the account is overdrawn. */
function balanceIn({ line, tag, text }: Field): number {
  const [, mark, day = '', currency, amount = ''] =
    /^([CD])(\d{6})([A-Z]{3})(\d{1,12},\d{0,2})\s*$/.exec(text) ?? [];
  if (mark === undefined) throw new Mt940Malformed(line, tag, NO_BALANCE);
  dayIn(line, tag, day);
  if (currency !== 'IDR') throw new Mt940Malformed(line, tag, { id: 'hanya IDR.', en: 'only IDR.' });
  return (mark === 'C' ? 1 : -1) * wholeIn(line, tag, amount);
}

/** `2611221122C8400,00NTRFINV-3374//BANK-1`: value date, entry date, side, amount, kind, our reference, the bank's. */
function movementIn({ line, tag, text }: Field, words: string): BankLine {
  const read =
    /^(\d{6})(\d{4})?(R?[CD])([A-Z])?(\d{1,12},\d{0,2})([NFS][A-Z0-9]{3})(.{0,16}?)(?:\/\/([^ ]{0,16}))?( .*)?$/.exec(
      text,
    );
  if (!read) {
    throw new Mt940Malformed(line, tag, {
      id: 'mutasi tidak dapat dibaca.',
      en: 'a movement that cannot be read.',
    });
  }
  const [, day = '', , side = '', , amount = '', , ours = '', theirs = '', more = ''] = read;
  if (side.startsWith('R')) {
    throw new Mt940Malformed(line, tag, {
      id: 'pembalikan oleh bank; periksa bersama bank sebelum diimpor.',
      en: 'a reversal by the bank; clear it up with the bank before importing.',
    });
  }
  const whole = wholeIn(line, tag, amount);
  if (whole === 0) throw new Mt940Malformed(line, tag, { id: 'jumlahnya nol.', en: 'its amount is zero.' });
  return {
    bookedOn: dayIn(line, tag, day),
    direction: side === 'C' ? 'IN' : 'OUT',
    amount: whole,
    reference: wordsOf(theirs || ours, 100),
    description: wordsOf(`${theirs ? ours : ''} ${more} ${words}`, 400),
  };
}

function dayIn(line: number, tag: string, text: string): LocalDate {
  try {
    return localDate(`20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`);
  } catch {
    throw new Mt940Malformed(line, tag, { id: `"${text}" bukan tanggal.`, en: `"${text}" is no day.` });
  }
}

/** `8400,00` or `8400,`: the sen is not used. */
function wholeIn(line: number, tag: string, text: string): Rupiah {
  const [, digits, sen = ''] = /^(\d+),(\d*)$/.exec(text) ?? [];
  if (/[1-9]/.test(sen))
    throw new Mt940Malformed(line, tag, { id: 'sen tidak dipakai.', en: 'the sen is not used.' });
  return rupiah(Number(digits));
}

const NO_BALANCE = { id: 'saldo tidak dapat dibaca.', en: 'a balance that cannot be read.' };
