/** Somebody asks more than their budget; after so many seconds they may ask again. */
export class TooMany extends Error {
  readonly code = 'TOO_MANY_REQUESTS';

  private constructor(readonly seconds: number) {
    super(
      `Terlalu banyak permintaan; coba lagi dalam ${seconds} detik. (Too many requests: ask again in ${seconds} s.)`,
    );
  }

  /** As the reason of a close, which may have 123 bytes. */
  get brief(): string {
    return `Too many requests: ask again in ${this.seconds} s.`;
  }

  /** One for each number of seconds: those who come in crowds are told off cheaply, and nothing is made for them. */
  static after(seconds: number): TooMany {
    const known = told.get(seconds);
    if (known) return known;
    const made = new TooMany(seconds);
    if (told.size < MOST_TOLD) told.set(seconds, made);
    return made;
  }
}

const MOST_TOLD = 128;
const told = new Map<number, TooMany>();
