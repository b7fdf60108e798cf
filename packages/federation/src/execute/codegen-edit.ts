import { type Code, type Piece, text } from './codegen';
import { bodyOf, slotOf } from './codegen-names';
import type { FieldShape, Variant } from './shape';

/** Bytes of one object copied with cuts and insertions. */
export class Edit {
  private readonly code: Piece[] = [];
  /** Has a field been written, so that the next needs a comma? */
  private written = false;
  /** Fields before this one are dealt with. */
  private next = 0;
  /** Do the bytes before field `next` still wait to be copied with what follows? */
  private open = true;

  constructor(private readonly variant: Variant) {}

  /**
   * @param writer  of its objects, if they are not copied as they are
   * @param rename  the key to write instead of the one it has
   */
  keep({ index }: FieldShape, writer: string | null, rename?: string): void {
    const { variant, code } = this;
    if (this.next < index || rename !== undefined) this.cut();
    if (rename !== undefined) {
      code.push(
        text(`${this.written ? ',' : ''}${JSON.stringify(rename)}:`),
        `last=${slotOf(variant, `v${index}`)};`,
      );
    } else if (!this.open) {
      if (this.written && index === 0) code.push(text(','));
      code.push(`last=${slotOf(variant, `k${index}`)}${this.written && index > 0 ? '-1' : ''};`);
    }
    this.open = true;
    const child = writer && slotOf(variant, `c${index}`);
    if (child) code.push(`if(${child}!==0)last=${writer}(${child},last);`);
    this.written = true;
    this.next = index + 1;
  }

  add(statement: string): void {
    this.code.push(statement);
  }

  insert(made: (comma: string) => Code): void {
    this.cut();
    this.code.push(...made(this.written ? ',' : ''));
    this.written = true;
  }

  finish(): Code {
    const { variant, code, next } = this;
    if (next < variant.fields.length) this.cut();
    if (!this.open) code.push(`last=${slotOf(variant, 'end')}-1;`);
    return [...code, 'return last;'];
  }

  /** Copies up to where field `next` would begin, its comma not included. */
  private cut(): void {
    if (!this.open) return;
    this.open = false;
    const { variant, next } = this;
    const end =
      next === 0
        ? slotOf(variant, 'k0')
        : next < variant.fields.length
          ? `${slotOf(variant, `k${next}`)}-1`
          : `${slotOf(variant, 'end')}-1`;
    this.code.push(`copy(${bodyOf(variant)},last,${end});`);
  }
}
