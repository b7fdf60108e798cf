import type { SubgraphError } from './answer';
import { KnownFaults } from './general-errors';

/** Where one answer's completion stands, and what went wrong in it. */
export class Completion {
  /** The client's path of what is being written; valid up to `depth`. */
  readonly path: (string | number)[] = [];
  depth = 0;
  readonly faults: SubgraphError[] = [];
  readonly #known: KnownFaults;

  constructor(
    errors: readonly SubgraphError[],
    explained: readonly (readonly (string | number)[])[],
    /** JSON texts of root fields that this process answers itself, by the client's key. */
    readonly local: ReadonlyMap<string, string>,
  ) {
    this.#known = new KnownFaults([...errors.flatMap(({ path }) => (path ? [path] : [])), ...explained]);
  }

  /** Tells that the value at hand is wrong. */
  fault(message: string): false {
    this.faults.push({ message, path: this.path.slice(0, this.depth) });
    return false;
  }

  /** Tells that null stands where none may be, unless it is known why. */
  missing(message: string): false {
    if (!this.#known.explains(this.path, this.depth)) this.fault(message);
    return false;
  }
}
