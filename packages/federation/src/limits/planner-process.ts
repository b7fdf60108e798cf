import { QueryPlanner } from '@graphql-hive/router-query-planner';

/** What this process is told: first of its supergraph, then one document at a time. */
export type PlannerTask =
  | { supergraph: string }
  | { document: string; operationName: string | null; milliseconds: number };

/** Its answer to each. `plan` as JSON text, which the other side would have to read twice otherwise. */
export type PlannerAnswer = { ready: true } | { plan: string } | { failure: string; late: boolean };

const NO_LABELS: Set<string> = new Set();
let planner: QueryPlanner | undefined;

async function answerTo(task: PlannerTask): Promise<PlannerAnswer> {
  if ('supergraph' in task) {
    planner = new QueryPlanner(task.supergraph);
    return { ready: true };
  }
  const { document, operationName, milliseconds } = task;
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const plan = await planner?.planAsync(document, operationName, NO_LABELS, 0, signal);
    return { plan: JSON.stringify(plan) };
  } catch (error) {
    return { failure: String(error), late: signal.aborted };
  }
}

process.on('message', (task: PlannerTask) => {
  answerTo(task).then((answer) => process.send?.(answer));
});
// Whoever asks is gone, however it went.
process.on('disconnect', () => process.exit());
