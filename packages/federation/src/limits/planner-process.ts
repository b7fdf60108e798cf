import { QueryPlanner } from '@graphql-hive/router-query-planner';

/**
 * What this process is told: first of its supergraph, with a document of no consequence to plan before it says that
 * it is ready; then one document at a time.
 */
export type PlannerTask =
  | { supergraph: string; first: string | undefined }
  | { document: string; operationName: string | null; milliseconds: number };

/** Its answer to each. `plan` as JSON text, which the other side would have to read twice otherwise. */
export type PlannerAnswer = { ready: true } | { plan: string } | { failure: string; late: boolean };

const NO_LABELS: Set<string> = new Set();
let planner: QueryPlanner | undefined;

async function answerTo(task: PlannerTask): Promise<PlannerAnswer> {
  if ('supergraph' in task) {
    planner = new QueryPlanner(task.supergraph);
    // The first plan of a process takes longest, and nobody's time should run meanwhile.
    if (task.first !== undefined) await planner.planAsync(task.first, null, NO_LABELS, 0).catch(() => {});
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
