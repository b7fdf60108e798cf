import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, post } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { type Watch, watch } from '../support/watch';
import { type World, world } from '../support/world';

const SUPERGRAPH = readFileSync(join(__dirname, '../../gateway/supergraph.graphql'), 'utf8');
const CARDS = /\n {2}"""[^"]*"""\n {2}cards: Int!/;

let folder: string;
let file: string;
let lindungi: World;
let semarang: CityWorld;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lindungi-graph-'));
  file = join(folder, 'supergraph.graphql');
  writeFileSync(file, SUPERGRAPH);
  lindungi = await world({
    today: '2026-11-22',
    environment: { gateway: { LINDUNGI_SUPERGRAPH: file, LINDUNGI_METRICS_PORT: '0' } },
  });
  semarang = lindungi.city('3374-kota-semarang');
}, 90_000);

afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
}, 30_000);

type Update = { cityProgress: { progress: { workers: number; cards?: number } } };
const portal = (fields: string): Watch<Update> =>
  watch(semarang.public, `subscription { cityProgress { progress { ${fields} } } }`);

/** The gateway is given this text, and told; what its log says of it. */
async function change(text: string): Promise<{ level: string; what: string; reason?: string }> {
  const said = () =>
    readFileSync(join(lindungi.house.logs, 'gateway.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('supergraph'))
      .map((line) => JSON.parse(line) as { level: string; what: string });
  const before = said().length;
  writeFileSync(file, text);
  lindungi.house.readGraphAgain();
  const lines = await eventually(
    async () => said(),
    (it) => it.length > before,
  );
  return lines.at(-1) as { level: string; what: string };
}

const CARDS_ASKED = '{ city { progress { cards } } }';
const askedForCards = async () => (await post(semarang.public, CARDS_ASKED)).errors?.[0]?.extensions?.code;

describe('a graph that changes while people watch', () => {
  test('keeps who watches what is still there, and tells who does not', async () => {
    expect(SUPERGRAPH).toMatch(CARDS);
    const [staying, leaving] = [portal('workers'), portal('workers cards')];
    // Neither client connects a second time, so whatever they hear is on the socket they opened.
    const { workers } = (await staying.next()).cityProgress.progress;
    await leaving.next();
    const pid = lindungi.house.pid('gateway');

    for (const broken of [
      '',
      SUPERGRAPH.slice(0, 9_000),
      SUPERGRAPH.replaceAll('"benefits"', '"pensions"'),
    ]) {
      expect(await change(broken)).toMatchObject({ level: 'error', reason: expect.any(String) });
    }
    await semarang.worker('Pak Satu');
    await staying.until((it) => it.cityProgress.progress.workers === workers + 1);
    await leaving.until((it) => it.cityProgress.progress.workers === workers + 1);
    expect(await askedForCards()).toBeUndefined();

    expect(await change(SUPERGRAPH.replace(CARDS, ''))).toMatchObject({ level: 'info', kept: 1, ended: 1 });
    await expect(leaving.until(() => false)).rejects.toMatchObject([
      { extensions: { code: 'STREAM_FIELDS_GONE' } },
    ]);
    await semarang.worker('Bu Dua');
    await staying.until((it) => it.cityProgress.progress.workers === workers + 2);
    expect(await askedForCards()).toBe('GRAPHQL_VALIDATION_FAILED');

    expect(await change(SUPERGRAPH)).toMatchObject({ level: 'info', kept: 1, ended: 0 });
    expect(await askedForCards()).toBeUndefined();
    expect(lindungi.house.pid('gateway')).toBe(pid);
    await Promise.all([staying.stop(), leaving.stop()]);
  });

  test('is counted, on a port of its own', async () => {
    const forbidden = await post(semarang.public, '{ cities { code } worker(id: "1") { name } }');
    expect(forbidden).toMatchObject({ status: 200, data: { worker: null }, errors: [expect.anything()] });
    const none = await post(semarang.public, '{ workers(first: 1) { edges { node { id } } } }');
    expect(none).toMatchObject({ status: 200, data: null, errors: [expect.anything()] });
    const ready = /^\{"ready".*$/m.exec(readFileSync(join(lindungi.house.logs, 'gateway.log'), 'utf8'))?.[0];
    const { metricsPort } = JSON.parse(ready ?? '{}') as { metricsPort: number };
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const value = (series: string) =>
      Number(
        text
          .split('\n')
          .find((it) => it.startsWith(`${series} `))
          ?.slice(series.length),
      );
    expect(value('lindungi_gateway_streams_ended_total{reason="STREAM_FIELDS_GONE"}')).toBe(1);
    expect(value('lindungi_gateway_operations_total{kind="subscription",outcome="ok"}')).toBe(2);
    expect(value('lindungi_gateway_operations_total{kind="query",outcome="errors"}')).toBe(2);
    expect(value('lindungi_gateway_operations_total{kind="mutation",outcome="ok"}')).toBeGreaterThan(1);
    expect(value('lindungi_gateway_operations_total{kind="unknown",outcome="refused"}')).toBe(1);
    expect(value('lindungi_gateway_refusals_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    const calls = '{subgraph="beneficiaries",outcome="ok"}';
    expect(value(`lindungi_gateway_subgraph_calls_total${calls}`)).toBeGreaterThan(1);
    expect(text).not.toMatch(/3374|semarang|cityProgress/);
    expect((await fetch(`${semarang.public.url}/metrics`)).status).toBe(404);
  });
});
