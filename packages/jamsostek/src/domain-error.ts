/** One sentence, said in both languages of the product: Indonesian first. */
export interface Words {
  id: string;
  en: string;
}

/**
 * A refusal the domain foresees: the request was understood, and the answer is no.
 *
 * `code` is public and never changes once released; clients branch on it. `words` are for people,
 * `message` (what a log shows) is the English one. `facts` are safe to show to the person who
 * asked: no NIK, no other person's data. Anything thrown that is not a `DomainError` is a defect,
 * and reaches the client only as `INTERNAL`.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;

  constructor(
    readonly words: Words,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(words.en);
    this.name = new.target.name;
  }
}
