import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { ask } from './ask';
import { type GatewayProcess, gatewayProcess } from './gateway-process';
import { documentRequest, GOOD_QUERY, times } from './hostile-request';
import { type SmallWorld, smallWorld } from './small-world';
import { talk } from './talk';

let subgraphs: SmallWorld;
let gateway: GatewayProcess;
let shelf: Server;

beforeAll(async () => {
  subgraphs = await smallWorld();
  gateway = await gatewayProcess(subgraphs.supergraph);
  shelf = createServer((_, response) => response.end(subgraphs.supergraph));
  await new Promise<void>((ready) => shelf.listen(0, '127.0.0.1', ready));
}, 30_000);

afterAll(async () => {
  if (gateway?.alive()) await gateway.stop();
  subgraphs?.stop();
  shelf?.close();
});

const answerTo = async (query: string) =>
  JSON.parse((await ask(gateway.port, documentRequest('a question', query))).body);

describe('the audit mode', () => {
  test('starts within two seconds, on a machine that has nothing else to do now and then', async () => {
    let quickest = gateway.startedIn;
    for (let again = 0; again < 4 && quickest >= 2_000; again++) {
      const another = await gatewayProcess(subgraphs.supergraph);
      quickest = Math.min(quickest, another.startedIn);
      await another.stop();
    }
    expect(quickest).toBeLessThan(2_000);
  });

  test('says that it is well', async () => {
    const health = await ask(gateway.port, { name: 'health', method: 'GET', path: '/health', headers: {} });
    expect(health).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  });

  test('answers of any supergraph, whoever asks', async () => {
    expect(await answerTo(GOOD_QUERY)).toEqual({
      data: { me: { id: '1', name: 'Orang 1', home: { name: 'Tempat 1' } } },
    });
  });

  test('has no limits, and tells its schema', async () => {
    const answer = await answerTo(`{ me { ${times(600, (i) => `a${i}: name`)} } }`);
    expect(Object.keys(answer.data.me)).toHaveLength(600);
    expect((await answerTo(getIntrospectionQuery())).data.__schema.queryType.name).toBe('Query');
  });

  test('ends at once when told to, though a client still watches', async () => {
    const reader = await gatewayProcess(`http://127.0.0.1:${(shelf.address() as AddressInfo).port}/`);
    const it = await talk(reader.port);
    it.say({ type: 'subscribe', id: 'a', payload: { query: 'subscription { ticks { at } }' } });
    await it.hear('"next"');
    expect(await reader.stop()).toBeLessThan(500);
  });
});
