import { type Month, parseNik } from '@lindungi/jamsostek';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { monthsHeldFrom } from '../protection/registry.service';
import type { Vault } from '../worker/vault';
import { TooManyQuestions } from './fund.errors';
import { type ProtectedAnswer, protectedBy, QUESTIONS_AN_HOUR } from './fund.rules';

/**
 * Whether a NIK is protected by anybody, anywhere, and until when. That it was asked is kept, with a keyed mark in the
 * place of the number.
 *
 * For every number that can be one, the same statements are asked in the same order, and one row comes back: who is
 * protected elsewhere, who is registered and not protected, and who does not exist differ in the answer alone.
 *
 * @param typed  as people type a NIK
 * @throws NikMalformed, TooManyQuestions
 */
export async function alreadyProtected(
  tx: InCity,
  typed: string,
  { vault, by, thisMonth }: { vault: Vault; by: Actor; thisMonth: Month },
): Promise<ProtectedAnswer> {
  const nik = parseNik(typed);
  await countQuestion(tx, by.subject);
  const mark = vault.requestMark(tx.city.code, `nik ${nik}`);
  recordDeed(tx, { by, act: 'alreadyProtected', kind: 'Registry', object: mark });
  return protectedBy(await monthsHeldFrom(tx, vault.registryHash(nik), thisMonth));
}

/** One person's questions are counted one after another, so that many at once are not more than the limit. */
async function countQuestion(tx: InCity, subject: string): Promise<void> {
  const name = `questions ${tx.city.code} ${subject}`;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  const [asked] = await tx.query<{ n: number }>(
    `select count(*)::int as n from protection_question
      where city_id = $1 and asked_by = $2 and asked_at > now() - interval '1 hour'`,
    [tx.city.code, subject],
  );
  if (asked!.n >= QUESTIONS_AN_HOUR) throw new TooManyQuestions(QUESTIONS_AN_HOUR);
  tx.write('insert into protection_question (city_id, asked_by) values ($1, $2)', [tx.city.code, subject]);
}
