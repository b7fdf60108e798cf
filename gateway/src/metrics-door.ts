import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { GraphStats } from '@lindungi/federation';
import { gauge } from './metric-series';
import type { Metrics } from './metrics';

/** What is not counted but looked at, when somebody asks. */
export interface Sights {
  stats(): Readonly<GraphStats>;
  webSockets(): number;
  connections(): Promise<number>;
}

export interface MetricsDoor {
  port: number;
  stop(): void;
}

const NANO = 1e9;
const MICRO = 1e6;

/** Opens GET /metrics on a port of its own, so that the graph's own port cannot be asked for it. */
export async function openMetrics(
  place: { port: number; bind: string },
  metrics: Metrics,
  sights: Sights,
): Promise<MetricsDoor> {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const text = [metrics.text(), await seen(sights), ofProcess(), lateness(delay)].join('');
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  });
  await new Promise<void>((ready, fail) => {
    server.once('error', fail);
    server.listen(place.port, place.bind, ready);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      delay.disable();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function seen({ stats, webSockets, connections }: Sights): Promise<string> {
  const { fast, fallback, general, plans, programs, stored, clients, upstreams, ended } = stats();
  return [
    gauge(
      'lindungi_gateway_engine_answers_total',
      'Answers by the path that made them.',
      Object.entries({ fast, fallback, general }).map(([path, n]) => [{ path }, n]),
      'counter',
    ),
    gauge('lindungi_gateway_plans', 'Documents held with their plans.', [[{}, plans]]),
    gauge('lindungi_gateway_programs', 'Compiled programs held.', [[{}, programs]]),
    gauge('lindungi_gateway_stored_operations', 'Stored documents that are answered.', [[{}, stored]]),
    gauge('lindungi_gateway_stream_clients', 'Streams open to clients.', [[{}, clients]]),
    gauge('lindungi_gateway_stream_upstreams', 'Subscriptions open at subgraphs.', [[{}, upstreams]]),
    gauge(
      'lindungi_gateway_streams_ended_total',
      'Streams of clients that are over, by reason.',
      Object.entries(ended).map(([reason, n]) => [{ reason }, n]),
      'counter',
    ),
    gauge('lindungi_gateway_sockets', 'WebSockets open.', [[{}, webSockets()]]),
    gauge('lindungi_gateway_connections', 'TCP connections open, WebSockets among them.', [
      [{}, await connections()],
    ]),
  ].join('');
}

function ofProcess(): string {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const cpu = 'process_cpu_seconds_total';
  return [
    gauge(cpu, 'User and system time of all threads.', [[{}, (user + system) / MICRO]], 'counter'),
    gauge('process_resident_memory_bytes', 'Memory held.', [[{}, rss]]),
    gauge('process_start_time_seconds', 'When it began, since 1970.', [[{}, performance.timeOrigin / 1000]]),
    gauge('nodejs_heap_size_used_bytes', 'Of the heap, in use.', [[{}, heapUsed]]),
    gauge('nodejs_heap_size_total_bytes', 'The heap.', [[{}, heapTotal]]),
  ].join('');
}

/** How late the loop was since somebody last asked. */
function lateness(delay: ReturnType<typeof monitorEventLoopDelay>): string {
  const values = [0.5, 0.99, 1].map(
    (part) => [{ quantile: String(part) }, delay.percentile(part * 100) / NANO] as const,
  );
  delay.reset();
  return gauge('nodejs_eventloop_lag_seconds', 'Delay of the event loop since the last look.', values);
}
