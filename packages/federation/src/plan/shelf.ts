import { Kind } from 'graphql';
import { Refused } from '../refused';
import { Bounded } from './bounded';
import type { Plan, Plans } from './planner';
import { noOperation, type Valid, validated } from './prepare';
import type { Prepared } from './prepared';
import type { ReadDocument } from './stored';
import type { Supergraph } from './supergraph';

/** One operation of a stored document, as this supergraph understands it. */
export interface StoredOperation {
  readonly valid: Valid;
  /** One for each position of its switches. Its own: no other document pushes them out. */
  readonly plans: Plans;
  /** Its plan, where it has no switches. */
  ready: Prepared | undefined;
}

/** A stored document on the shelf of one supergraph. */
export interface Book extends ReadDocument {
  /** Why it is not answered was told to the operator. */
  told: boolean;
  /** Or why this supergraph does not answer them. Undefined: nobody has looked yet. */
  operations: StoredOperations | Refused | undefined;
}

interface StoredOperations {
  /** One that has no name is `''`. */
  byName: ReadonlyMap<string, StoredOperation>;
  /** The one that need not be named. */
  only: StoredOperation | undefined;
}

interface Asking {
  documentId?: string | null | undefined;
  query?: string | undefined;
  operationName?: string | null | undefined;
}

/** Positions of the switches of one operation whose plans are kept: those of four are all there are. */
const MOST_POSITIONS = 16;

/** The stored documents of one supergraph. Each is validated when first asked, or when its turn comes. */
export class Shelf {
  #byId = new Map<string, Book>();
  #byText = new Map<string, Book>();

  constructor(
    private readonly supergraph: Supergraph,
    private readonly introspection: boolean,
  ) {}

  /** Puts these in place of all others; what was here already keeps its plans. */
  fill(documents: readonly ReadDocument[]): void {
    const old = this.#byText;
    const books = documents.map((it) => old.get(it.query) ?? { ...it, told: false, operations: undefined });
    this.#byId = new Map(documents.map((it, at) => [it.id, books[at] as Book]));
    this.#byText = new Map(books.map((it) => [it.query, it]));
  }

  get books(): readonly Book[] {
    return [...this.#byId.values()];
  }

  /**
   * The stored operation that is asked by its id, or by its whole text; undefined for a text that is not stored.
   *
   * @throws Refused PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_NOT_SUPPORTED, PERSISTED_QUERY_MISMATCH,
   *   PERSISTED_QUERY_OUTDATED or OPERATION_RESOLUTION_FAILURE
   */
  find({ documentId, query, operationName }: Asking): StoredOperation | undefined {
    const book = documentId == null ? this.#byItsText(query) : this.#byItsId(documentId, query);
    if (!book) return undefined;
    const operations = this.read(book);
    if (operations instanceof Refused)
      throw Refused.because(
        'The graph does not answer this stored operation any more.',
        'PERSISTED_QUERY_OUTDATED',
      );
    const found = operationName ? operations.byName.get(operationName) : operations.only;
    if (found) return found;
    throw noOperation(operationName || undefined);
  }

  /** Its operations, or why this supergraph does not answer them. */
  read(book: Book): StoredOperations | Refused {
    book.operations ??= this.#validated(book);
    return book.operations;
  }

  #byItsText(query: string | undefined): Book | undefined {
    return query === undefined || this.#byText.size === 0 ? undefined : this.#byText.get(query);
  }

  #byItsId(id: string, query: string | undefined): Book {
    const book = this.#byId.get(id);
    if (!book) {
      // With its text it asks to be stored, which is not for strangers; where nothing is stored no client need try.
      throw query === undefined && this.#byId.size > 0
        ? Refused.because('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND')
        : Refused.because('PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED');
    }
    if (query === undefined || query === book.query) return book;
    throw Refused.because('The text is not the one stored by this id.', 'PERSISTED_QUERY_MISMATCH');
  }

  #validated({ document, query }: Book): StoredOperations | Refused {
    const names = document.definitions.flatMap((it) =>
      it.kind === Kind.OPERATION_DEFINITION ? [it.name?.value ?? ''] : [],
    );
    const operation = (operationName: string | undefined): StoredOperation => {
      const valid = validated(this.supergraph, document, { query, operationName }, this.introspection);
      return {
        valid: { ...valid, stored: true },
        plans: new Bounded<Plan>(MOST_POSITIONS),
        ready: undefined,
      };
    };
    try {
      const only = names.length === 1 ? operation(undefined) : undefined;
      return { only, byName: new Map(names.map((name) => [name, only ?? operation(name)])) };
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
  }
}
