import { createLibrary } from '../../plan/library';
import type { Prepared } from '../../plan/prepared';
import { readSupergraph } from '../../plan/supergraph';
import { setStage } from '../../suite/stage';
import type { Call, Sent } from '../answer';
import { Deviation } from '../deviation';
import { runGeneral } from '../general';
import { compileProgram, type Program } from '../program';
import { runProgram } from '../run';
import { market } from './market';

const stage = setStage(market);
const supergraph = readSupergraph(stage.supergraph);
const library = createLibrary(supergraph, { introspection: true, limits: 'none', onAlarm: () => {} });

export type Variables = Record<string, unknown>;

/** What was sent, in order, and how it is answered. */
export interface Upstream extends Call {
  readonly sent: Sent[];
}

export function prepare(query: string, variables: Variables = {}): Prepared {
  const prepared = library.prepare({ query, variables });
  if (prepared instanceof Promise) throw new Error('a trusted document is planned at once');
  return prepared;
}

export function compile(query: string, variables: Variables = {}): Program {
  return compileProgram(prepare(query, variables));
}

const memory = new Map<string, Promise<string>>();

/** The true answer to a request. */
export function honest({ subgraph, body }: Sent): Promise<string> {
  const key = subgraph + body.toString();
  let answer = memory.get(key);
  if (!answer) {
    answer = stage.answer(subgraph, body, {});
    memory.set(key, answer);
  }
  return answer;
}

/** @param change  what becomes of each true answer on its way */
export function upstream(change: (body: string, sent: Sent) => string | Buffer = (body) => body): Upstream {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (request) => {
      sent.push(request);
      return Buffer.from(change(await honest(request), request) as string);
    },
  };
}

/** The program's answer, or its deviation. */
export async function fast(program: Program, variables: Variables, call: Call): Promise<string | Deviation> {
  try {
    return (await runProgram(program, variables, call)).toString();
  } catch (error) {
    if (error instanceof Deviation) return error;
    throw error;
  }
}

/** The general path's answer as the client would get it. */
export async function general(
  prepared: Prepared,
  variables: Variables,
  call: Call,
  deviation?: Deviation,
): Promise<string> {
  const { body, errors } = await runGeneral(prepared, variables, call, deviation?.kept);
  return errors.length ? `${body.subarray(0, -1)},"errors":${JSON.stringify(errors)}}` : body.toString();
}
