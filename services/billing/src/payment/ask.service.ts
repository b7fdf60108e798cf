import type { City, CityDatabase, InCity, PaymentProviderName } from '@lindungi/tenancy';
import { endNotices, type Notice } from './notice.service';
import { bornOut } from './payment.rules';
import { fieldsOf } from './provider/provider.rules';
import { providerRules } from './provider/providers';

/** So often a provider is asked about one message: for about an hour. */
const CHANCES = 12;

/** While one worker asks, no other does, for so many seconds; longer than an answer may take. */
const TURN_SECONDS = 30;

/** What a provider answered: its own words; that it knows no such payment; or it could not be asked. */
export type Word = { body: Buffer } | 'UNKNOWN' | 'UNREACHABLE';

/** Asks a provider for one payment by its id; it never throws. */
export type AskProvider = (city: City, provider: PaymentProviderName, paymentId: string) => Promise<Word>;

interface Unsure extends Notice {
  paymentId: string;
  attempts: number;
}

/**
 * Asks the provider of the oldest message that waits for its word, and keeps the answer beside the
 * message; no transaction is open meanwhile. What the provider bears out is worked next. What it does
 * not, or when it cannot be reached, is asked again later and in the end parked, with an alarm and a reason
 * that stays: PROVIDER_UNREACHABLE, PROVIDER_KNOWS_NOT, PROVIDER_SAYS_OTHERWISE.
 *
 * @returns undefined: nobody waits. 0: it can be worked. Else the seconds until it is asked again.
 */
export async function askNext(db: CityDatabase, city: City, ask: AskProvider): Promise<number | undefined> {
  const notice = await db.inCity(city, takeUnsure);
  if (!notice) return undefined;
  const word = await ask(city, notice.provider, notice.paymentId);
  return db.inCity(city, async (tx) => keepWord(tx, notice, word));
}

async function takeUnsure(tx: InCity): Promise<Unsure | undefined> {
  const [notice] = await tx.query<Unsure>(
    `update notice set attempts = attempts + 1, work_after = now() + make_interval(secs => $2)
      where city_id = $1 and id = (
        select id from notice where city_id = $1 and state = 'ASKING' and work_after <= now()
         order by work_after, received_at, id limit 1 for update skip locked)
      returning id, provider, event_id as "eventId", body, answer, received_at as "receivedAt",
                provider_payment_id as "paymentId", attempts`,
    [tx.city.code, TURN_SECONDS],
  );
  return notice;
}

function keepWord(tx: InCity, notice: Unsure, word: Word): number {
  const reason = reasonAgainst(tx, notice, word);
  if (reason === undefined && typeof word === 'object') {
    tx.write(
      `update notice set state = 'RECEIVED', answer = $3, attempts = 0, work_after = now()
        where city_id = $1 and id = $2 and state = 'ASKING'`,
      [tx.city.code, notice.id, word.body],
    );
    return 0;
  }
  if (notice.attempts >= CHANCES) {
    const outcome = reason ?? 'PROVIDER_UNREACHABLE';
    endNotices(tx, [{ notice, state: 'PARKED', outcome, providerPaymentId: notice.paymentId }]);
    return 0;
  }
  const seconds = Math.min(2 ** (notice.attempts - 1), 600);
  tx.write(
    `update notice set outcome = $3, work_after = now() + make_interval(secs => $4)
      where city_id = $1 and id = $2 and state = 'ASKING'`,
    [tx.city.code, notice.id, reason, seconds],
  );
  return seconds;
}

/** Why the message is not believed yet; undefined when its provider bears it out. */
function reasonAgainst(tx: InCity, notice: Unsure, word: Word): string | undefined {
  if (word === 'UNREACHABLE') return 'PROVIDER_UNREACHABLE';
  if (word === 'UNKNOWN') return 'PROVIDER_KNOWS_NOT';
  const { sayingOf } = providerRules[notice.provider];
  const told = sayingOf(fieldsOf(notice.body) ?? {}, tx.city.code);
  const answered = sayingOf(fieldsOf(word.body) ?? {}, tx.city.code);
  const agreed = !('unreadable' in told) && !('unreadable' in answered) && bornOut(told, answered);
  return agreed ? undefined : 'PROVIDER_SAYS_OTHERWISE';
}
