/** What may stand in a chain: its neighbours there. In one chain at a time. */
export interface Link<T> {
  before: T | undefined;
  after: T | undefined;
}

/** An order whose members know their neighbours: to take one out or put it last moves nothing and makes nothing. */
export class Chain<T extends Link<T>> {
  first: T | undefined;
  #last: T | undefined;

  add(it: T): void {
    it.before = this.#last;
    if (this.#last) this.#last.after = it;
    else this.first = it;
    this.#last = it;
  }

  /** Nothing happens if it is not in. */
  remove(it: T): void {
    const { before, after } = it;
    if (before) before.after = after;
    else if (this.first === it) this.first = after;
    if (after) after.before = before;
    else if (this.#last === it) this.#last = before;
    it.before = undefined;
    it.after = undefined;
  }

  /** One of it becomes its last. */
  moveLast(it: T): void {
    if (this.#last === it) return;
    this.remove(it);
    this.add(it);
  }
}
