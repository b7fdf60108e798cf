import { type ChildProcess, fork } from 'node:child_process';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { GraphQLError } from 'graphql';
import type { PlannerAnswer, PlannerTask } from './planner-process';
import { type Planning, tooSlow } from './planning';

interface Turn {
  document: string;
  operationName: string | null;
  milliseconds: number;
  asked: number;
  resolve: (plan: QueryPlan) => void;
  reject: (error: Error) => void;
}

/** A plan may wait for its turn this many times as long as it may then take. */
const PATIENCE = 5;
/** Between the beginnings of processes that cannot even begin. */
const PAUSE_MS = 1_000;

/**
 * Plans in a process of its own, one document at a time. The planner is native code: a document that it panics
 * over ends its process, and a document that it does not come back from holds its threads. Here either costs the
 * document its plan and nobody else anything, and it is known which document it was.
 *
 * @param milliseconds  for one plan, once it is its turn
 * @param first         a document to grow warm with, before anybody's is taken
 */
export function planningApart(supergraph: string, milliseconds: number, first?: string): Planning {
  const waiting: Turn[] = [];
  const deadly = new Set<string>();
  let current: Turn | undefined;
  let late: NodeJS.Timeout | undefined;
  let planner: ChildProcess | undefined;
  let readySince: number | undefined;
  let isClosing = false;
  let warming = first;

  const begin = (): void => {
    const mine = forked({ supergraph, first: warming }, take);
    planner = mine;
    if (waiting.length > 0) hold(mine, true);
    mine.once('exit', () => {
      if (mine !== planner) return;
      const couldBegin = readySince !== undefined;
      planner = undefined;
      readySince = undefined;
      settle((turn) => {
        if (deadly.size < MOST_DEADLY) deadly.add(turn.document);
        turn.reject(died());
      });
      if (isClosing) return;
      if (couldBegin) return begin();
      if (warming !== undefined) {
        warming = undefined;
        return begin();
      }
      for (const turn of waiting.splice(0)) turn.reject(notReady());
      setTimeout(begin, PAUSE_MS).unref();
    });
  };

  const take = (answer: PlannerAnswer): void => {
    if ('ready' in answer) readySince = performance.now();
    else if ('plan' in answer) settle((turn) => turn.resolve(JSON.parse(answer.plan) as QueryPlan));
    else settle((turn) => turn.reject(answer.late ? tooSlow() : new Error(answer.failure)));
    next();
  };

  const settle = (how: (turn: Turn) => void): void => {
    clearTimeout(late);
    if (current) how(current);
    current = undefined;
  };

  const next = (): void => {
    while (!current && planner && readySince !== undefined) {
      const turn = waiting.shift();
      if (!turn) {
        if (isClosing) planner.disconnect();
        else hold(planner, false);
        return;
      }
      if (performance.now() - Math.max(turn.asked, readySince) > turn.milliseconds * PATIENCE)
        turn.reject(tooSlow());
      else run(turn, planner);
    }
  };

  const run = (turn: Turn, mine: ChildProcess): void => {
    current = turn;
    const { document, operationName, milliseconds } = turn;
    mine.send({ document, operationName, milliseconds } satisfies PlannerTask, () => {});
    late = setTimeout(() => {
      // Where it was this process that was busy, the plan is there already and is only not yet heard of.
      setImmediate(() => {
        if (current !== turn) return;
        turn.reject(tooSlow());
        // It minds its own time while it walks paths; where it does not, it is ended.
        late = setTimeout(() => mine.kill('SIGKILL'), milliseconds);
      });
    }, milliseconds + GRACE_MS);
  };

  begin();
  return {
    plan: (document, operationName, most = milliseconds) =>
      new Promise((resolve, reject) => {
        if (deadly.has(document) || isClosing) return reject(died());
        if (planner) hold(planner, true);
        const asked = performance.now();
        waiting.push({ document, operationName, milliseconds: most, asked, resolve, reject });
        next();
      }),
    close() {
      isClosing = true;
      if (planner?.connected && !current && waiting.length === 0) planner.disconnect();
    },
  };
}

/** Documents that are remembered not to be tried again. */
const MOST_DEADLY = 1_000;

const died = (): Error => new Error('The planner died of this document.');

/** Not the document's fault: it may be asked again. */
const notReady = (): GraphQLError =>
  new GraphQLError('Operations cannot be planned at the moment.', {
    extensions: { code: 'PLANNING_UNAVAILABLE' },
  });

/** It stops by itself a moment before it is stopped. */
const GRACE_MS = 20;

function forked(first: PlannerTask, take: (answer: PlannerAnswer) => void): ChildProcess {
  const mine = fork(require.resolve('./planner-process'), {
    // No key and no address of ours is in there.
    env: {},
    // Plans are garbage as soon as they are sent; with room for them 30,000 plans were 130 MB.
    execArgv: ['--max-semi-space-size=2', '--max-old-space-size=64'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  mine.on('message', take);
  mine.on('error', () => {});
  mine.send(first, () => {});
  hold(mine, false);
  return mine;
}

/** An idle planner keeps no process from ending; one that is waited for does. */
function hold(mine: ChildProcess, isWaitedFor: boolean): void {
  if (isWaitedFor) {
    mine.ref();
    mine.channel?.ref();
  } else {
    mine.unref();
    mine.channel?.unref();
  }
}
