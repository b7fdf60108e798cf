import { join } from 'node:path';
import { readEnvironment } from '../environment';
import { developmentIssuer, tokenFor } from '../issuer';
import { OperatorError } from '../operator-error';
import { nameOf, PEOPLE } from '../people';
import { ROOT } from '../place';

/** Prints a token of a sample person, and nothing else, so that it can be used in a command. */
export async function token([called]: readonly string[]): Promise<number> {
  const { production, home } = readEnvironment();
  if (production) {
    throw new OperatorError({
      id: 'Token contoh tidak ada di production: masuk lewat penerbit token kota.',
      en: "There are no sample tokens in production: sign in with the city's own issuer.",
    });
  }
  if (!called) {
    for (const person of PEOPLE) console.log(`${nameOf(person).padEnd(24)} ${person.roles.join(', ')}`);
    return 0;
  }
  console.log(await tokenFor(await developmentIssuer(home ?? join(ROOT, '.lindungi')), called));
  return 0;
}
