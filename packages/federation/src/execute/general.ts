import { executeSync, GraphQLError } from 'graphql';
import type { Prepared } from '../plan/prepared';
import type { Answer, Call, KeptBodies, SubgraphError } from './answer';
import { begin, take } from './bytes-output';
import { constant, putConstant } from './bytes-write';
import { compileCompletion } from './general-complete';
import { Completion } from './general-completion';
import { isTree, type Tree } from './general-json';
import { compilePlan } from './general-plan';
import type { Run, Step } from './general-run';

const [OPEN, CLOSE] = [constant('{"data":'), constant('}')];

/** What is compiled of one prepared document. */
interface Compiled {
  readonly step: Step;
  readonly complete: ReturnType<typeof compileCompletion>;
}

const compiled = new WeakMap<Prepared, Compiled>();

/**
 * Runs a plan on objects: complete, and right about errors, nulls, rewrites and odd answers. What `kept` holds is
 * not asked again.
 */
export async function runGeneral(
  prepared: Prepared,
  variables: Record<string, unknown>,
  call: Call,
  kept?: KeptBodies,
): Promise<Answer> {
  let known = compiled.get(prepared);
  if (!known) {
    known = { step: compilePlan(prepared), complete: compileCompletion(prepared) };
    compiled.set(prepared, known);
  }
  const data: Tree = Object.create(null);
  const run: Run = { prepared, variables, call, kept, data, errors: [], explained: [], degraded: false };
  (await known.step(run))?.();

  const errors = run.errors.flat();
  const completion = new Completion(errors, run.explained, introspected(prepared, variables, errors));
  begin();
  putConstant(OPEN);
  known.complete(data, completion);
  putConstant(CLOSE);
  return { body: take(), errors: [...errors, ...completion.faults] };
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** What the client asks about the schema itself, by its keys. */
function introspected(
  { introspection, supergraph }: Prepared,
  variables: Record<string, unknown>,
  errors: SubgraphError[],
): ReadonlyMap<string, string> {
  if (!introspection) return NOTHING;
  const result = executeSync({ schema: supergraph.api, document: introspection, variableValues: variables });
  errors.push(...(result.errors ?? []).map((error: GraphQLError) => error.toJSON()));
  if (!isTree(result.data)) return NOTHING;
  return new Map(Object.entries(result.data).map(([key, value]) => [key, JSON.stringify(value)]));
}
