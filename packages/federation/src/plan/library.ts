import { GraphQLError } from 'graphql';
import { LIMITS, type Limits } from '../limits/limits';
import { boundedPlanning, type Planning } from '../limits/planning';
import { planningApart } from '../limits/planning-apart';
import { readDocument } from '../limits/read-document';
import { checkVariables } from '../limits/variables';
import { Refused } from '../refused';
import type { Alarm } from '../settings';
import { Bounded } from './bounded';
import { planAround } from './detour';
import { plainDocument } from './plain-document';
import type { QueryPlan } from './plan';
import { type Drafted, draft, settle, type Valid, validated } from './prepare';
import type { Prepared } from './prepared';
import type { Supergraph } from './supergraph';
import { switchesOf } from './switches';

export interface DocumentRequest {
  query: string;
  operationName?: string | null;
  /** Their size is looked at, and which of `@skip` and `@include` they switch. */
  variables?: Readonly<Record<string, unknown>> | null;
}

export interface LibrarySettings {
  introspection: boolean;
  limits: Partial<Limits> | 'none' | undefined;
  planApart?: boolean | undefined;
  onAlarm: (line: Alarm) => void;
}

/** The documents of one supergraph, each validated once, and planned once for each position of its switches. */
export interface Library {
  /** At once if it is known or trusted; else when the planner has it, beside the main loop. Throws `Refused`. */
  prepare(request: DocumentRequest): Prepared | Promise<Prepared>;
  /**
   * A document that was accepted before, on this supergraph, planned as one from a stranger is: beside the main loop.
   * Undefined if it does not fit any more; itself if only the planner is to blame.
   */
  again(old: Prepared): Promise<Prepared | undefined>;
  readonly size: number;
  /** Plans what was asked, and then no more. */
  close(): void;
}

const MOST_DOCUMENTS = 1_000;
const MOST_PLANS = 1_000;
/** Of a large document a plan weighs some hundred bytes per character. */
const MOST_CHARACTERS = 1 << 20;
const NO_LABELS: Set<string> = new Set();

export function createLibrary(
  supergraph: Supergraph,
  { introspection, limits: given, planApart, onAlarm }: LibrarySettings,
): Library {
  const limits = given === 'none' ? given : { ...LIMITS, ...given };
  const planning = limits === 'none' ? undefined : planningWithin(limits, supergraph, planApart);
  const documents = new Bounded<Valid>(MOST_DOCUMENTS, MOST_CHARACTERS);
  // What cannot be planned is kept as well: asked again and again it would cost the planner each time.
  const plans = new Bounded<Prepared | Promise<Prepared> | Refused>(MOST_PLANS, MOST_CHARACTERS);
  const planner = plannerWith(supergraph, onAlarm);

  const validOf = (key: string, request: DocumentRequest): Valid => {
    let valid = documents.get(key);
    if (!valid) {
      valid = validated(supergraph, readDocument(request.query, limits), request, introspection);
      documents.set(key, valid);
    }
    return valid;
  };

  const library: Library = {
    prepare(request) {
      try {
        if (limits !== 'none') checkVariables(request.variables, limits);
        const document = keyOf(request);
        const valid = validOf(document, request);
        const switches = switchesOf(valid.conditions, valid.operation, request.variables);
        const key = valid.conditions.map((name) => (switches[name] ? '1' : '0')).join('') + document;
        const found = plans.get(key);
        if (found instanceof Refused) throw found;
        if (found) return found;

        const drafted = draft(valid, switches);
        const keep = (done: Prepared) => {
          plans.set(key, done);
          return done;
        };
        const keepRefusal = (error: unknown) => {
          if (isFinal(error)) plans.set(key, error);
          else plans.delete(key);
          throw error;
        };
        if (!planning || !drafted.planned) return attempt(() => keep(planner.now(drafted)), keepRefusal);
        const prepared = planner.later(drafted, planning).then(keep, keepRefusal);
        plans.set(key, prepared);
        return prepared;
      } catch (error) {
        return refuse(error);
      }
    },
    async again(old) {
      const { query, operationName, switches: variables } = old;
      try {
        return await library.prepare({ query, operationName, variables });
      } catch (error) {
        return isPlanners(error) ? old : undefined;
      }
    },
    get size() {
      return plans.size;
    },
    close: () => planning?.close(),
  };
  return library;
}

const planningWithin = ({ planning }: Limits, { sdl, api, planner }: Supergraph, apart = false): Planning =>
  apart ? planningApart(sdl, planning, plainDocument(api)) : boundedPlanning(planner, planning);

const keyOf = ({ query, operationName }: DocumentRequest) => `:${operationName ?? ''}\n${query}`;

/** Plans drafts, round what the planner stumbles over; what goes wrong in it is told to the operator, and only that it did to the client. */
function plannerWith(supergraph: Supergraph, onAlarm: LibrarySettings['onAlarm']) {
  const onLost = (keys: string[], planned: string) =>
    onAlarm({ what: 'the planner lost fields', keys, planned });
  const failed = (drafted: Drafted, error: unknown): Prepared => {
    if (error instanceof GraphQLError) return refuse(error);
    const { planned, operationName = null } = drafted;
    const plan = planned && planAround(supergraph, planned.document, operationName, error);
    if (plan) return settle(drafted, plan, onLost);
    onAlarm({ what: 'the planner failed', reason: String(error), planned: planned?.text });
    throw Refused.because('This operation cannot be planned.', UNPLANNABLE);
  };
  return {
    now(drafted: Drafted): Prepared {
      if (!drafted.planned) return settle(drafted, { kind: 'QueryPlan' }, onLost);
      try {
        const { text } = drafted.planned;
        const plan = supergraph.planner.plan(text, drafted.operationName ?? null, NO_LABELS, 0) as QueryPlan;
        return settle(drafted, plan, onLost);
      } catch (error) {
        return failed(drafted, error);
      }
    },
    async later(drafted: Drafted, planning: Planning): Promise<Prepared> {
      try {
        const plan = await planning.plan(drafted.planned!.text, drafted.operationName ?? null);
        return settle(drafted, plan as QueryPlan, onLost);
      } catch (error) {
        return failed(drafted, error);
      }
    },
  };
}

const UNPLANNABLE = 'PLANNING_FAILED';
const PLANNERS = new Set([UNPLANNABLE, 'QUERY_TOO_LARGE', 'PLANNING_UNAVAILABLE']);

/** Nothing is said against the document itself. */
const isPlanners = (error: unknown): boolean =>
  error instanceof Refused && PLANNERS.has(String(error.errors[0]?.extensions?.code));

/** It would be refused the next time too. */
const isFinal = (error: unknown): error is Refused =>
  error instanceof Refused && error.errors[0]?.extensions?.code === UNPLANNABLE;

function attempt<T>(work: () => T, failed: (error: unknown) => never): T {
  try {
    return work();
  } catch (error) {
    return failed(error);
  }
}

/** What reading and measuring have against a document becomes a refusal. */
function refuse(error: unknown): never {
  throw error instanceof GraphQLError ? new Refused([error.toJSON()]) : error;
}
