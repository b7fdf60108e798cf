import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PAYMENT_PROVIDERS, type PaymentProviderName } from '@lindungi/tenancy';
import { readEnvironment } from '../environment';
import { readSign } from '../house/sign';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';
import type { Paying, Told } from '../sample/bank';

/** A late provider takes so many seconds, unless another number is said. */
const LATE_SECONDS = 10;

/**
 * Pays an invoice of the running house at the sample bank, which tells the city as a provider does; or transfers what an
 * agency deducted, by its bill's number, which the city's statement says.
 */
export async function pay(args: readonly string[]): Promise<number> {
  const { order, paying } = readPaying(args);
  const { home } = readEnvironment();
  const bank = readSign(home ?? join(ROOT, '.lindungi'))?.bank;
  if (!bank) {
    throw new OperatorError({
      id: 'Bank contoh tidak berjalan: nyalakan Lindungi dengan "npm start" (tidak ada di production).',
      en: 'The sample bank is not running: start Lindungi with "npm start" (there is none in production).',
    });
  }
  if (paying.late) console.log(`Bank menunda kabarnya ${paying.late} detik …`);
  const answer = await fetch(`${bank}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ order, ...paying }),
  });
  const told = (await answer.json()) as Told & { error?: string };
  if (told.error) {
    throw new OperatorError({
      id: `Tidak dibayar. Jawaban: ${told.error}`,
      en: `Not paid. The answer: ${told.error}`,
    });
  }
  for (const line of report(order, told)) console.log(line);
  return told.calls.every(({ status }) => status === 200) ? 0 : 1;
}

const STAGES = {
  PENDING: 'menunggu',
  PAID: 'dibayar',
  SETTLED: 'dibayar (sudah masuk saldo)',
  TAKEN_BACK: 'ditarik kembali',
  EXPIRED: 'kedaluwarsa',
} as const;

/** What was told, a line each, in Indonesian. */
export function report(order: string, { provider, amount, calls }: Told): string[] {
  return [
    `${order}: Rp${amount.toLocaleString('id-ID')} lewat ${provider}.`,
    ...calls.map(({ stage, status }) => `  kabar "${STAGES[stage]}" dijawab ${status}`),
  ];
}

/**
 * Reads `<invoice number> [--provider xendit] [--amount 8400] [--late [seconds]] [--twice] [--disorder] [--back]`.
 *
 * @throws OperatorError when it cannot be read
 */
export function readPaying(args: readonly string[]): { order: string; paying: Paying } {
  try {
    const { values, positionals } = parseArgs({
      args: args.map((it) => (it === '--late' ? `--late=${LATE_SECONDS}` : it)),
      allowPositionals: true,
      options: {
        provider: { type: 'string', default: 'midtrans' },
        amount: { type: 'string' },
        late: { type: 'string' },
        twice: { type: 'boolean' },
        disorder: { type: 'boolean' },
        back: { type: 'boolean' },
      },
    });
    const { provider, amount, late, ...how } = values;
    const [order] = positionals;
    if (order === undefined || positionals.length > 1) throw new Error('one invoice number');
    const paying: Paying = {
      provider: providerOf(provider),
      ...(amount !== undefined && { amount: wholeOf(amount) }),
      ...(late !== undefined && { late: wholeOf(late) }),
      ...how,
    };
    return { order, paying };
  } catch (error) {
    const usage =
      'pay INV-3374-202611-000123 [--provider midtrans|xendit|doku|snap] [--amount 8400] [--late] [--twice] [--disorder] [--back]';
    throw new OperatorError({
      id: `Perintahnya: ${usage} (${(error as Error).message}).`,
      en: `The command is: ${usage} (${(error as Error).message}).`,
    });
  }
}

function providerOf(word: string): PaymentProviderName {
  const found = PAYMENT_PROVIDERS.find((it) => it.toLowerCase() === word.toLowerCase());
  if (!found) throw new Error(word);
  return found;
}

function wholeOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(text);
  return Number(text);
}
