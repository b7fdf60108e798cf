import type { Prepared } from '../plan/prepared';
import { askedOf } from './asked';
import type { FrameStream } from './frame-stream';
import { SharedStream } from './shared-stream';
import { lost } from './stream-errors';
import type { StreamRequest, StreamSettings, Streams } from './streams';

/**
 * Keeps the open subscriptions of a graph, one upstream for all who ask the same with the same rights.
 *
 * Who comes late to a stream must not miss its beginning, and the engine cannot know whether a field begins with
 * a snapshot. So the rule is, from safe to shared:
 *
 * 1. A stream that has told nothing yet is shared with everybody who asks the same.
 * 2. Later, only a field declared `STATE` or `LIVE` is joined (`StreamSettings.joining`); for any other the
 *    latecomer gets an upstream of its own, and so does who asks to begin `after` a cursor of theirs.
 * 3. Two upstreams that have told the same cursor are at the same place: the younger one's clients go on with
 *    the older one. After the next event those who came late, or came back, share one upstream again.
 */
export function createStreams<C>(settings: StreamSettings<C>): Streams<C> {
  const families = new Map<string, Set<SharedStream<C>>>();
  let alone = 0;
  const all = () => [...families.values()].flatMap((family) => [...family]);

  return {
    open(prepared, request) {
      const asked = askedOf(prepared, request.variables ?? {});
      if (!asked.source) throw lost('');
      const rights = settings.rightsOf?.(request.context) ?? `alone ${alone++}`;
      // The length keeps the end of one part from being the beginning of the next.
      const key = `${rights.length}:${rights}:${asked.family}`;
      const family = families.get(key) ?? new Set();
      const shared = [...family].find((it) => mayJoin(it, prepared, asked.after));
      const stream = shared ?? begin(prepared, request, settings, family, () => families.delete(key));
      const client = stream.join(request.context);
      if (!shared) {
        families.set(key, family.add(stream));
        stream.open();
      }
      leaveOnAbort(client, request.signal);
      return client;
    },
    async swap(replan) {
      const report = { kept: 0, ended: 0 };
      const byPlan = Map.groupBy(all(), (stream) => stream.prepared);
      // One after another: the planner has strangers' documents to do between them.
      for (const [prepared, streams] of byPlan) {
        const next = await replan(prepared);
        for (const stream of streams) {
          const count = stream.clients.size;
          report[stream.replan(next) ? 'kept' : 'ended'] += count;
        }
      }
      return report;
    },
    close() {
      for (const stream of all()) stream.end();
    },
    get stats() {
      const streams = all();
      return { clients: streams.reduce((sum, it) => sum + it.clients.size, 0), upstreams: streams.length };
    },
  };
}

function begin<C>(
  prepared: Prepared,
  { variables, context }: StreamRequest<C>,
  settings: StreamSettings<C>,
  family: Set<SharedStream<C>>,
  onEmpty: () => void,
): SharedStream<C> {
  const { field } = askedOf(prepared, variables ?? {}).operation;
  const joining = settings.joining?.(field) ?? 'APART';
  return new SharedStream(prepared, variables ?? {}, context, joining, settings, {
    told: (stream) => meet(stream, family),
    over: (stream) => {
      family.delete(stream);
      if (family.size === 0) onEmpty();
    },
  });
}

function mayJoin<C>(stream: SharedStream<C>, prepared: Prepared, after: unknown): boolean {
  // One that goes on by an older plan is for those who are there: its fields may be another subgraph's by now.
  if (stream.prepared.supergraph !== prepared.supergraph) return false;
  if (!stream.begun && stream.after === after) return true;
  if (after !== undefined) return false;
  return stream.canReplay || (stream.joining === 'LIVE' && stream.after === undefined);
}

/** Joins two streams that are at the same place. Both must be quiet, or an event between them could be lost. */
function meet<C>(stream: SharedStream<C>, family: Set<SharedStream<C>>): void {
  if (stream.cursor === undefined) return;
  for (const other of family) {
    if (other === stream || !other.quiet || other.cursor !== stream.cursor) continue;
    if (other.prepared.supergraph !== stream.prepared.supergraph) continue;
    const [older, younger] = firstOf(family, stream, other);
    older.absorb(younger);
    if (younger === stream) return;
  }
}

function firstOf<T>(set: Set<T>, a: T, b: T): [T, T] {
  for (const it of set) if (it === a || it === b) return it === a ? [a, b] : [b, a];
  return [a, b];
}

function leaveOnAbort(client: FrameStream, signal: AbortSignal | undefined): void {
  if (!signal) return;
  if (signal.aborted) void client.return();
  else signal.addEventListener('abort', () => void client.return(), { once: true });
}
