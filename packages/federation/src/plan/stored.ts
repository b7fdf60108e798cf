import { setImmediate as turn } from 'node:timers/promises';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { Limits } from '../limits/limits';
import { readDocument } from '../limits/read-document';
import type { Prepared } from './prepared';

/** A document that the host trusts, and the id that clients ask it by. */
export interface StoredDocument {
  /** Whatever the host makes of the text: its hash, so that one id never means two things. */
  id: string;
  query: string;
  /** For the operator, where it is told; else that of its first operation that has one. */
  name?: string | undefined;
}

/** What became of documents that were to be stored. */
export interface StoreReport {
  /** False: some are no documents or too large, whatever the supergraph; what was stored before stays. */
  accepted: boolean;
  /** How many are answered now. */
  stored: number;
  /** Those that are not, and why. */
  refused: readonly RefusedDocument[];
}

export interface RefusedDocument {
  id: string;
  name: string | undefined;
  errors: readonly GraphQLFormattedError[];
}

/** A stored document that was parsed and measured, which needs no supergraph. */
export interface ReadDocument extends StoredDocument {
  document: DocumentNode;
}

/** What is stored, whichever supergraph and library it is asked on. */
export class Store {
  #documents: readonly ReadDocument[] = [];
  #answered = 0;

  constructor(private readonly limits: Limits | 'none') {}

  /** How many are answered, as it was last found. */
  get answered(): number {
    return this.#answered;
  }

  shelveIn(library: Shelves): void {
    library.shelve(this.#documents);
  }

  /** Stores these in place of all others, or nothing if one of them is no document or too large. */
  async take(given: readonly StoredDocument[], library: Shelves, programs?: Keeps): Promise<StoreReport> {
    const { read, refused } = await readStored(given, this.limits);
    if (refused.length > 0) return { accepted: false, stored: this.#answered, refused };
    this.#documents = read;
    this.shelveIn(library);
    return this.planIn(library, programs);
  }

  /** Plans and compiles what is stored, and keeps nothing compiled beside it. */
  async planIn(library: Shelves, programs?: Keeps): Promise<StoreReport> {
    programs?.letGo();
    const refused = await library.planStored((it) => programs?.keep(it));
    this.#answered = this.#documents.length - refused.length;
    return { accepted: true, stored: this.#answered, refused };
  }
}

/** What a library does with them. */
interface Shelves {
  shelve(documents: readonly ReadDocument[]): void;
  planStored(onPlanned: (prepared: Prepared) => void): Promise<RefusedDocument[]>;
}

/** Whoever compiles, and holds what is compiled. */
interface Keeps {
  keep(prepared: Prepared): void;
  letGo(): void;
}

/** So many in a row, and then others have their turn. */
const AT_ONCE = 20;

/** Parses and measures documents, each once for as long as it is stored. */
async function readStored(
  documents: readonly StoredDocument[],
  limits: Limits | 'none',
): Promise<{ read: ReadDocument[]; refused: RefusedDocument[] }> {
  const read = new Map<string, ReadDocument>();
  const refused: RefusedDocument[] = [];
  for (const [at, { id, query, name }] of documents.entries()) {
    if (at % AT_ONCE === 0) await turn();
    try {
      const other = read.get(id);
      if (other && other.query !== query) refuse('Two documents have this id.', 'ID_TAKEN');
      if (limits !== 'none' && Buffer.byteLength(query) > limits.body)
        refuse(`A stored document may have ${limits.body} bytes.`, 'QUERY_TOO_LARGE');
      const document = readDocument(query, limits);
      if (!document.definitions.some((it) => it.kind === Kind.OPERATION_DEFINITION))
        refuse('The document has no operation.', 'OPERATION_RESOLUTION_FAILURE');
      read.set(id, { id, query, document, name: name ?? nameOf(document) });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      refused.push({ id, name, errors: [error.toJSON()] });
    }
  }
  return { read: [...read.values()], refused };
}

function refuse(message: string, code: string): never {
  throw new GraphQLError(message, { extensions: { code } });
}

const nameOf = ({ definitions }: DocumentNode): string | undefined =>
  definitions.flatMap((it) => (it.kind === Kind.OPERATION_DEFINITION ? (it.name?.value ?? []) : []))[0];
