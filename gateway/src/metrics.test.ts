import { describe, expect, test } from '@jest/globals';
import { Counter } from './metric-series';
import { Metrics } from './metrics';
import { openMetrics } from './metrics-door';

const sights = {
  stats: () => ({
    fast: 5,
    fallback: 1,
    general: 2,
    plans: 3,
    programs: 1,
    stored: 12,
    clients: 7,
    upstreams: 4,
    ended: { LEFT: 9, COMPLETE: 0, STREAM_TOO_SLOW: 2, STREAM_FIELDS_GONE: 0, DEGRADED: 0, INTERNAL: 0 },
  }),
  webSockets: () => 6,
  connections: async () => 8,
};

describe('what passes the gateway', () => {
  test('is counted by kind and outcome, and refusals by code', () => {
    const metrics = new Metrics();
    metrics.operated('query', 'ok', performance.now());
    metrics.operated('query', 'errors', performance.now() - 3_000);
    metrics.operated('unknown', 'refused', 0);
    for (const code of ['A_CODE', 'A_CODE', undefined]) metrics.refused(code);
    for (const by of ['id', 'id', 'text'] as const) metrics.named(by);
    const lines = metrics.text().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE lindungi_gateway_operations_total counter',
        'lindungi_gateway_operations_total{kind="query",outcome="ok"} 1',
        'lindungi_gateway_operations_total{kind="query",outcome="errors"} 1',
        'lindungi_gateway_operations_total{kind="unknown",outcome="refused"} 1',
        '# TYPE lindungi_gateway_operation_seconds histogram',
        'lindungi_gateway_operation_seconds_bucket{kind="query",le="0.5"} 1',
        'lindungi_gateway_operation_seconds_bucket{kind="query",le="5"} 2',
        'lindungi_gateway_operation_seconds_bucket{kind="query",le="+Inf"} 2',
        'lindungi_gateway_operation_seconds_count{kind="query"} 2',
        'lindungi_gateway_refusals_total{code="A_CODE"} 2',
        'lindungi_gateway_documents_total{by="id"} 2',
        'lindungi_gateway_documents_total{by="text"} 1',
        'lindungi_gateway_refusals_total{code="none"} 1',
      ]),
    );
  });

  test('makes no series for what a stranger chooses', () => {
    const metrics = new Metrics();
    for (let code = 3000; code < 4999; code++) metrics.closed(code);
    for (let n = 0; n < 1_000; n++) metrics.refused(`CODE_${n}`);
    const lines = metrics.text().split('\n');
    expect(lines.filter((it) => it.startsWith('lindungi_gateway_sockets_closed_total{')).length).toBe(8);
    expect(lines.filter((it) => it.startsWith('lindungi_gateway_refusals_total{')).length).toBe(65);
    expect(lines).toContain('lindungi_gateway_refusals_total{code="other"} 936');
  });

  test('keeps a value in its place, whatever it holds', () => {
    const counter = new Counter('c', 'h');
    counter.of({ code: 'x"} 9\ny{z="' }).n++;
    expect(counter.text()).toBe('# HELP c h\n# TYPE c counter\nc{code="x___9_y_z__"} 1\n');
  });
});

describe('GET /metrics', () => {
  test('tells what was counted and what is to be seen now, each series with its type', async () => {
    const metrics = new Metrics();
    metrics.callsTo('donors').answered(performance.now());
    const door = await openMetrics({ port: 0, bind: '127.0.0.1' }, metrics, sights);
    const at = `http://127.0.0.1:${door.port}`;
    const answer = await fetch(`${at}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await answer.text()).trimEnd().split('\n');
    for (const line of [
      'lindungi_gateway_subgraph_calls_total{subgraph="donors",outcome="ok"} 1',
      'lindungi_gateway_engine_answers_total{path="fallback"} 1',
      'lindungi_gateway_streams_ended_total{reason="STREAM_TOO_SLOW"} 2',
      'lindungi_gateway_stored_operations 12',
      'lindungi_gateway_stream_clients 7',
      'lindungi_gateway_sockets 6',
      'lindungi_gateway_connections 8',
      expect.stringMatching(/^process_cpu_seconds_total [\d.]+$/),
      expect.stringMatching(/^nodejs_eventloop_lag_seconds\{quantile="0.99"\} [\d.e-]+$/),
    ]) {
      expect(lines).toContainEqual(line);
    }
    const odd = lines.filter(
      (it) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/.test(it),
    );
    expect(odd).toEqual([]);
    const typed = new Set(lines.flatMap((it) => /^# TYPE (\w+)/.exec(it)?.[1] ?? []));
    const named = lines.flatMap((it) => /^(\w+?)(_bucket|_sum|_count)?[{ ]/.exec(it)?.[1] ?? []);
    expect(named.filter((it) => !typed.has(it))).toEqual([]);
    expect((await fetch(at)).status).toBe(404);
    expect((await fetch(`${at}/metrics`, { method: 'POST' })).status).toBe(404);
    door.stop();
  });
});
