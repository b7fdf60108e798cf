import type { Prepared } from '../plan/prepared';
import type { Call, KeptBodies } from './answer';
import { Deviation } from './deviation';
import { runGeneral } from './general';
import { told } from './general-errors';
import type { Programs } from './program-cache';
import { runProgram } from './run';

/** How often which path answered. */
export interface PathCounts {
  fast: number;
  fallback: number;
  general: number;
}

/**
 * Answers one operation: by its compiled program if it has one, by the general path if not, and by the general
 * path on what was fetched already if an answer was not what the program expected.
 *
 * @returns JSON text of the GraphQL answer
 */
export async function execute(
  prepared: Prepared,
  variables: Record<string, unknown>,
  call: Call,
  programs: Programs | undefined,
  counts: PathCounts,
): Promise<Buffer> {
  const pick = prepared.introspection ? undefined : programs?.pick(prepared);
  if (!pick || !programs) {
    counts.general++;
    return generally(prepared, variables, call);
  }
  try {
    const answer = await runProgram(pick.program, variables, call);
    programs.answered(pick);
    counts.fast++;
    return answer;
  } catch (error) {
    if (!(error instanceof Deviation)) throw error;
    programs.deviated(pick, error);
    counts.fallback++;
    return generally(prepared, variables, call, error.kept);
  }
}

async function generally(
  prepared: Prepared,
  variables: Record<string, unknown>,
  call: Call,
  kept?: KeptBodies,
): Promise<Buffer> {
  const { body, errors } = await runGeneral(prepared, variables, call, kept);
  if (!errors.length) return body;
  const shown = JSON.stringify(errors.map((error) => told(error, call.mask)));
  return Buffer.concat([body.subarray(0, -1), Buffer.from(`,"errors":${shown}}`)]);
}
