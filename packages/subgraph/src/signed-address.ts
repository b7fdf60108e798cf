import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import 'reflect-metadata';
import { Directive, Field, ObjectType } from 'type-graphql';

/** How long an address works, in seconds: as long as a person needs to click it. */
export const ADDRESS_SECONDS = 300;

/**
 * A text that whoever holds it may show in place of a token, for one file: let it say nothing of a person.
 *
 * @param key      32 bytes
 * @param purpose  keeps these marks apart from all others that the key makes; a line of its own
 * @param facts    what the address is for, as plain values; the first is the city's code, which the gateway looks at
 * @param exp      seconds since 1970
 */
export function signAddress(key: KeyObject, purpose: string, facts: readonly string[], exp: number): string {
  const text = Buffer.from(JSON.stringify([...facts, exp])).toString('base64url');
  return `${text}.${markOf(key, purpose, text).toString('base64url')}`;
}

/**
 * The facts of an address, if we have signed it for this purpose and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readAddress(
  key: KeyObject,
  purpose: string,
  signed: string,
  now: number,
): { facts: string[]; exp: number } | undefined {
  const [text = '', mark = '', rest] = signed.split('.');
  const expected = markOf(key, purpose, text);
  const shown = Buffer.from(mark, 'base64url');
  if (rest !== undefined || shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
    return undefined;
  }
  const said = JSON.parse(Buffer.from(text, 'base64url').toString()) as (string | number)[];
  const exp = Number(said.at(-1));
  return exp > now ? { facts: said.slice(0, -1).map(String), exp } : undefined;
}

/** A pass's claims never begin with a purpose: it ends in a line's end, which base64url has not. */
function markOf(key: KeyObject, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`lindungi ${purpose}\n`).update(text).digest();
}

/** Where a file is fetched from or sent to; the path itself is the right to do so. */
@ObjectType({
  description: 'An address that stands for its holder for a few minutes; it is shown to nobody else.',
})
@Directive('@shareable')
export class SignedAddress {
  @Field(() => String, { description: "A path on the graph's own host." })
  path!: string;

  @Field(() => Date)
  until!: Date;
}
