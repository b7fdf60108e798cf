import { GraphQLError } from 'graphql';
import type { Limits } from '../limits/limits';
import { boundedPlanning, type Planning } from '../limits/planning';
import { planningApart } from '../limits/planning-apart';
import { Refused } from '../refused';
import type { Alarm } from '../settings';
import { planAround } from './detour';
import { plainDocument } from './plain-document';
import type { QueryPlan } from './plan';
import { type Drafted, draft, settle, type Valid } from './prepare';
import type { Prepared } from './prepared';
import type { Supergraph } from './supergraph';
import { switchesOf } from './switches';

/** Made, being made, or not to be made: asked again and again that would cost the planner each time. */
export type Plan = Prepared | Promise<Prepared> | Refused;

/** Plans by position and document. */
export interface Plans {
  get(key: string): Plan | undefined;
  set(key: string, plan: Plan): void;
  delete(key: string): void;
}

/** Whose plan is wanted, and where it is kept. */
export interface Wanted {
  valid: Valid;
  variables: Readonly<Record<string, unknown>> | null | undefined;
  plans: Plans;
  /** Of the document, where `plans` holds those of many. */
  key: string;
  /** Milliseconds the plan may take, where that is not the limit of all. */
  most?: number;
}

export interface Planner {
  /** At once if it is known or trusted; else when the planner has it, beside the main loop. Throws `Refused`. */
  prepared(wanted: Wanted): Prepared | Promise<Prepared>;
  /** Plans what was asked, and then no more. */
  close(): void;
}

/** @param limits  within which documents are planned beside the main loop; `'none'` plans them on it */
export function plannerOf(
  supergraph: Supergraph,
  limits: Limits | 'none',
  { planApart, onAlarm }: { planApart?: boolean | undefined; onAlarm: (line: Alarm) => void },
): Planner {
  const planning = limits === 'none' ? undefined : planningWithin(limits, supergraph, planApart);
  const planner = plannerWith(supergraph, onAlarm);
  return {
    prepared({ valid, variables, plans, key: document, most }) {
      const switches = switchesOf(valid.conditions, valid.operation, variables);
      const key = positionOf(valid.conditions, switches) + document;
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
      const prepared = planner.later(drafted, planning, most).then(keep, keepRefusal);
      plans.set(key, prepared);
      return prepared;
    },
    close: () => planning?.close(),
  };
}

const NO_LABELS: Set<string> = new Set();

/** Which way each switch stands; for most documents there is none. */
function positionOf(names: readonly string[], switches: Readonly<Record<string, boolean>>): string {
  let position = '';
  for (const name of names) position += switches[name] ? '1' : '0';
  return position;
}

const planningWithin = ({ planning }: Limits, { sdl, api, planner }: Supergraph, apart = false): Planning =>
  apart ? planningApart(sdl, planning, plainDocument(api)) : boundedPlanning(planner, planning);

/** Plans drafts, round what the planner stumbles over; what goes wrong in it is told to the operator, and only that it did to the client. */
function plannerWith(supergraph: Supergraph, onAlarm: (line: Alarm) => void) {
  const onLost = (keys: string[], planned: string) =>
    onAlarm({ what: 'the planner lost fields', keys, planned });
  const failed = (drafted: Drafted, error: unknown): Prepared => {
    if (error instanceof GraphQLError) throw new Refused([error.toJSON()]);
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
    async later(drafted: Drafted, planning: Planning, most: number | undefined): Promise<Prepared> {
      try {
        const plan = await planning.plan(drafted.planned!.text, drafted.operationName ?? null, most);
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
export const isPlanners = (error: unknown): boolean =>
  error instanceof Refused && PLANNERS.has(String(error.errors[0]?.extensions?.code));

/** It would be refused the next time too. */
const isFinal = (error: unknown): error is Refused =>
  error instanceof Refused && error.errors[0]?.extensions?.code === UNPLANNABLE;

/** The planner could not do it now; asked once more it may. */
export const isForNow = (error: unknown): boolean => isPlanners(error) && !isFinal(error);

function attempt<T>(work: () => T, failed: (error: unknown) => never): T {
  try {
    return work();
  } catch (error) {
    return failed(error);
  }
}
