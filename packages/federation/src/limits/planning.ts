import type { QueryPlan, QueryPlanner } from '@graphql-hive/router-query-planner';
import { GraphQLError } from 'graphql';

export interface Planning {
  /**
   * A plan, made beside the main loop.
   *
   * @param milliseconds  where this one may take another time than the others
   * @throws GraphQLError QUERY_TOO_LARGE when it is not made in time
   */
  plan(document: string, operationName: string | null, milliseconds?: number): Promise<QueryPlan>;
  /** Plans what was asked, and then no more. */
  close(): void;
}

/** Threads that plan at once: fewer than a process has, because a plan given up may hold its thread for a while. */
const MOST_AT_ONCE = 2;
/** A plan may wait for a thread this many times as long as it may then take. */
const PATIENCE = 5;
const NO_LABELS: Set<string> = new Set();

/**
 * Bounds how long planning takes. The planner looks at its signal while it walks paths, but not while it
 * multiplies fragments out, so the answer does not wait for it: it comes in time whatever the planner does.
 *
 * @param milliseconds  for one plan, once it has a thread
 */
export function boundedPlanning(planner: Pick<QueryPlanner, 'planAsync'>, milliseconds: number): Planning {
  let running = 0;
  const waiting = new Set<() => void>();
  const begin = (most: number): Promise<void> | undefined => {
    if (running < MOST_AT_ONCE) return void running++;
    return new Promise((ready, refused) => {
      const mine = () => {
        clearTimeout(late);
        ready();
      };
      const late = setTimeout(() => {
        waiting.delete(mine);
        refused(tooSlow());
      }, most * PATIENCE);
      waiting.add(mine);
    });
  };
  const end = (): void => {
    const [next] = waiting;
    if (!next) return void running--;
    waiting.delete(next);
    next();
  };

  return {
    async plan(document, operationName, most = milliseconds) {
      await begin(most);
      const late = new AbortController();
      const plan = planner.planAsync(document, operationName, NO_LABELS, 0, late.signal).finally(end);
      return within(plan, most, () => late.abort());
    },
    close: () => {},
  };
}

function within<T>(plan: Promise<T>, milliseconds: number, giveUp: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // Where it was this process that was busy, the plan is there already and is only not yet heard of.
      setImmediate(() => {
        giveUp();
        reject(tooSlow());
      });
    }, milliseconds);
    plan.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The refusal of a document that cannot be planned in time. */
export const tooSlow = (): GraphQLError =>
  new GraphQLError('This operation takes too long to plan.', { extensions: { code: 'QUERY_TOO_LARGE' } });
