import { GraphQLError } from 'graphql';
import { LIMITS, type Limits, STORED_LIMITS } from '../limits/limits';
import { readDocument } from '../limits/read-document';
import { checkVariables } from '../limits/variables';
import { Refused } from '../refused';
import type { Alarm } from '../settings';
import { Bounded } from './bounded';
import { planShelf } from './plan-shelf';
import { isPlanners, type Plan, plannerOf } from './planner';
import { type Valid, validated } from './prepare';
import type { Prepared } from './prepared';
import { Shelf, type StoredOperation } from './shelf';
import type { ReadDocument, RefusedDocument } from './stored';
import type { Supergraph } from './supergraph';

export interface DocumentRequest {
  /** With `documentId` it may be left out; given, it must be the text that is stored by it. */
  query?: string | undefined;
  /** Of a stored document. */
  documentId?: string | null | undefined;
  operationName?: string | null;
  /** Their size is looked at, and which of `@skip` and `@include` they switch. */
  variables?: Readonly<Record<string, unknown>> | null;
}

export interface LibrarySettings {
  introspection: boolean;
  limits: Partial<Limits> | 'none' | undefined;
  planApart?: boolean | undefined;
  adHoc?: boolean | undefined;
  onAlarm: (line: Alarm) => void;
}

/** The documents of one supergraph, each validated once, and planned once for each position of its switches. */
export interface Library {
  /** At once if it is known or trusted; else when the planner has it, beside the main loop. Throws `Refused`. */
  prepare(request: DocumentRequest): Prepared | Promise<Prepared>;
  /** What was accepted before, for other variables or on this supergraph; a door closed to texts is open to it. */
  renew(old: Prepared, variables: DocumentRequest['variables']): Prepared | Promise<Prepared>;
  /**
   * A document that was accepted before, on this supergraph, planned as one from a stranger is: beside the main loop.
   * Undefined if it does not fit any more; itself if only the planner is to blame.
   */
  again(old: Prepared): Promise<Prepared | undefined>;
  /** Stores these, in place of all that was stored. They may be asked at once, and are planned when asked. */
  shelve(documents: readonly ReadDocument[]): void;
  /**
   * Plans what is stored and not planned yet, one after another, as with no variable given. Resolves to what is not
   * answered, each told to the operator once.
   */
  planStored(onPlanned: (prepared: Prepared) => void): Promise<RefusedDocument[]>;
  readonly size: number;
  /** Plans what was asked, and then no more. */
  close(): void;
}

const MOST_DOCUMENTS = 1_000;
const MOST_PLANS = 1_000;
/** Of a large document a plan weighs some hundred bytes per character. */
const MOST_CHARACTERS = 1 << 20;

export function createLibrary(
  supergraph: Supergraph,
  { introspection, limits: given, planApart, adHoc = true, onAlarm }: LibrarySettings,
): Library {
  const limits = given === 'none' ? given : { ...LIMITS, ...given };
  const planner = plannerOf(supergraph, limits, { planApart, onAlarm });
  const documents = new Bounded<Valid>(MOST_DOCUMENTS, MOST_CHARACTERS);
  const plans = new Bounded<Plan>(MOST_PLANS, MOST_CHARACTERS);
  const shelf = new Shelf(supergraph, introspection);
  let isClosed = false;

  const validOf = (key: string, query: string, request: DocumentRequest): Valid => {
    let valid = documents.get(key);
    if (!valid) {
      valid = validated(supergraph, readDocument(query, limits), { ...request, query }, introspection);
      documents.set(key, valid);
    }
    return valid;
  };
  const storedPlan = (
    { valid, plans: own, ready }: StoredOperation,
    variables?: DocumentRequest['variables'],
  ): Prepared | Promise<Prepared> =>
    ready ?? planner.prepared({ valid, variables, plans: own, key: '', most: STORED_LIMITS.planning });

  const prepare = (request: DocumentRequest, isOpen: boolean): Prepared | Promise<Prepared> => {
    try {
      const { variables, query = '' } = request;
      if (limits !== 'none') checkVariables(variables, limits);
      const stored = shelf.find(request);
      if (stored) return storedPlan(stored, variables);
      if (!isOpen) throw Refused.because('Only stored operations are answered here.', 'PERSISTED_QUERY_ONLY');
      const key = keyOf(query, request.operationName);
      return planner.prepared({ valid: validOf(key, query, request), variables, plans, key });
    } catch (error) {
      return refuse(error);
    }
  };
  const renew = ({ query, operationName }: Prepared, variables: DocumentRequest['variables']) =>
    prepare({ query, operationName, variables }, true);

  return {
    prepare: (request) => prepare(request, adHoc),
    renew,
    async again(old) {
      try {
        return await renew(old, old.switches);
      } catch (error) {
        return isPlanners(error) ? old : undefined;
      }
    },
    shelve: (stored) => shelf.fill(stored),
    planStored: (onPlanned) =>
      planShelf(shelf, { plan: (it) => storedPlan(it), onPlanned, onAlarm, isOver: () => isClosed }),
    get size() {
      return plans.size;
    },
    close() {
      isClosed = true;
      planner.close();
    },
  };
}

const keyOf = (query: string, operationName: string | null | undefined) =>
  `:${operationName ?? ''}\n${query}`;

/** What reading and measuring have against a document becomes a refusal. */
function refuse(error: unknown): never {
  throw error instanceof GraphQLError ? new Refused([error.toJSON()]) : error;
}
