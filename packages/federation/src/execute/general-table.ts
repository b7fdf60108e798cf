import { putByte, putConstant, putJson, putText } from './bytes-write';
import { jsonOf } from './general-json';
import type { Form } from './general-represent';

const COMMA = 44;

/**
 * Representations sent under one variable, equal ones once. While all are of one form it holds only the values that
 * tell them apart: most tables are written once, and a text for each would be the most of what an execution makes.
 */
export class Table {
  #rows: unknown[] = [];
  #form: Form | undefined;
  /** Where a text stands that was put by its text. */
  readonly #index = new Map<string, number>();

  /** Their texts. */
  get texts(): readonly string[] {
    this.#spell();
    return this.#rows as string[];
  }

  /** Puts one that is not there yet. @returns where it stands */
  addOf(form: Form, value: unknown): number {
    if (this.#rows.length === 0) this.#form = form;
    if (this.#form === form) return this.#rows.push(value) - 1;
    return this.add(spelled(form, value));
  }

  /** Puts one that is known not to be there. */
  add(text: string): number {
    this.#spell();
    return this.#rows.push(text) - 1;
  }

  /** Puts one unless its text is there. */
  place(text: string): number {
    let at = this.#index.get(text);
    if (at === undefined) {
      at = this.add(text);
      this.#index.set(text, at);
    }
    return at;
  }

  /** Appends them to the output, joined by commas. */
  write(): void {
    const form = this.#form;
    const rows = this.#rows;
    for (let at = 0; at < rows.length; at++) {
      if (at > 0) putByte(COMMA);
      if (!form) putText(rows[at] as string);
      else {
        putConstant(form.before);
        putJson(rows[at]);
        putConstant(form.after);
      }
    }
  }

  #spell(): void {
    const form = this.#form;
    if (!form) return;
    this.#rows = this.#rows.map((value) => spelled(form, value));
    this.#form = undefined;
  }
}

const spelled = ({ before, after }: Form, value: unknown): string =>
  `${before.bytes}${jsonOf(value)}${after.bytes}`;
