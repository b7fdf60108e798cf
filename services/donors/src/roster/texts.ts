/** Bytes of one page. */
const PAGE = 256 * 1024;

/** Places kept in one block, two numbers each. */
const BLOCK = 4096;

/**
 * Texts by their number, kept as bytes and not as strings: a workbook names each only once, and hundreds of thousands
 * of them would weigh several times as much.
 */
export class Texts {
  private readonly pages: Buffer[] = [];
  private readonly places: Uint32Array[] = [];
  private used = PAGE;
  private count = 0;

  /** @throws RangeError for a text that no cell can hold */
  push(text: string): void {
    const length = Buffer.byteLength(text);
    if (length > PAGE) throw new RangeError('A text longer than any cell holds.');
    if (this.used + length > PAGE) {
      this.pages.push(Buffer.allocUnsafeSlow(PAGE));
      this.used = 0;
    }
    if (this.count % BLOCK === 0) this.places.push(new Uint32Array(2 * BLOCK));
    const places = this.places.at(-1)!;
    const at = 2 * (this.count++ % BLOCK);
    places[at] = (this.pages.length - 1) * PAGE + this.used;
    places[at + 1] = length;
    this.pages.at(-1)!.write(text, this.used);
    this.used += length;
  }

  /** @throws RangeError for a number that no text has */
  at(number: number): string {
    if (!Number.isInteger(number) || number < 0 || number >= this.count)
      throw new RangeError('A cell with a text that is not there.');
    const places = this.places[Math.floor(number / BLOCK)]!;
    const at = 2 * (number % BLOCK);
    const start = places[at]! % PAGE;
    return this.pages[Math.floor(places[at]! / PAGE)]!.toString('utf8', start, start + places[at + 1]!);
  }
}
