import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { donorBy, eventually, post, tokenFor } from '@lindungi/cli';
import { WebSocket } from 'ws';
import type { CityWorld, Progress } from '../support/city-world';
import { watch, within } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

type Update = {
  cityProgress: { cursor: string; gap: { refetch: boolean } | null; progress: Pick<Progress, 'workers'> };
};
const PROGRESS = `subscription($after: EventCursor) {
  cityProgress(after: $after) { cursor gap { refetch } progress { workers } }
}`;
const portal = (after?: string) => watch<Update>(semarang.public, PROGRESS, { after });
const codesOf = (error: unknown) => String((error as Error).message);

describe('a client that was away', () => {
  test('comes back with its cursor, and is told what it missed; nothing else', async () => {
    const before = portal();
    const { cursor, progress } = (await before.next()).cityProgress;
    await before.stop();
    await semarang.worker('Pak Lama');
    const after = portal(cursor);
    const missed = await after.next();
    expect(missed.cityProgress).toMatchObject({ gap: null, progress: { workers: progress.workers + 1 } });
    await after.stop();
  });

  test('goes on after the service that it watches was restarted', async () => {
    const before = portal();
    const { cursor, progress } = (await before.next()).cityProgress;
    await lindungi.house.restart('beneficiaries');
    await before.stop();
    await semarang.worker('Bu Baru');
    const after = portal(cursor);
    const missed = await after.until((it) => it.cityProgress.progress.workers > progress.workers);
    expect(missed.cityProgress).toMatchObject({ gap: null, progress: { workers: progress.workers + 1 } });
    await after.stop();
  });

  test('and who stays does not see the restart: the gateway goes on from the last cursor', async () => {
    const staying = portal();
    const { progress } = (await staying.next()).cityProgress;
    await lindungi.house.restart('beneficiaries');
    await semarang.worker('Pak Tetap');
    const told = await staying.until((it) => it.cityProgress.progress.workers > progress.workers);
    expect(told.cityProgress).toMatchObject({ gap: null, progress: { workers: progress.workers + 1 } });
    await staying.stop();
  });

  test('cannot make up a cursor', async () => {
    const forged = portal(`${Buffer.from('e:1:1').toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA`);
    await expect(forged.next().catch((error) => Promise.reject(new Error(codesOf(error))))).rejects.toThrow(
      'CURSOR_REFUSED',
    );
    await forged.stop();
  });
});

describe('a page that has no WebSocket', () => {
  test('reads the same stream as server-sent events: the snapshot first', async () => {
    const text = await within(firstEvent('text/event-stream'), 5_000, 'no event came');
    expect(text).toMatch(/event: next\ndata: \{"data":\{"cityProgress"/);
  });

  test('and is told so, if it asks for a stream in a form that cannot carry one', async () => {
    const answer = await post(semarang.public, PROGRESS);
    expect([answer.status, answer.errors?.[0]?.extensions?.code]).toEqual([406, 'STREAM_NOT_ACCEPTED']);
  });
});

function firstEvent(accept: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { url, host } = semarang.public;
    const headers = { host, accept, 'content-type': 'application/json' };
    const asking = request(`${url}/graphql`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
        if (!text.includes('\n\nevent') && !/data: .*\n\n/.test(text)) return;
        resolve(text);
        asking.destroy();
      });
      answer.once('error', () => {});
    });
    asking.once('error', reject);
    asking.end(JSON.stringify({ query: PROGRESS }));
  });
}

describe('who may watch', () => {
  test('a socket ends with its token', async () => {
    const issuer = lindungi.house.env.gateway.LINDUNGI_DEVELOPMENT_ISSUER as string;
    await semarang.donor('Bu Sebentar');
    const token = await tokenFor(issuer, donorBy('semarang', '197203152010011901'), '2 seconds');
    const code = await within(
      closingCode({ authorization: `Bearer ${token}` }),
      10_000,
      'the socket stayed open',
    );
    expect(code).toBe(4403);
  });

  test('and goes on with a new one of the same person, not with that of another', async () => {
    const issuer = lindungi.house.env.gateway.LINDUNGI_DEVELOPMENT_ISSUER as string;
    const tokenOf = async (who: string, time?: string) =>
      `Bearer ${await tokenFor(issuer, `semarang:${who}`, time)}`;
    const socket = opened({ authorization: await tokenOf('sari', '3 seconds') });
    const closed = new Promise<number>((tell) => socket.once('close', tell));
    const told: string[] = [];
    socket.on('message', (data) => told.push(JSON.parse(String(data)).type));
    await eventually(
      async () => told,
      (it) => it.includes('connection_ack'),
    );
    const renew = async (authorization: string) =>
      socket.send(JSON.stringify({ type: 'ping', payload: { authorization } }));
    await renew(await tokenOf('sari'));
    await eventually(
      async () => told,
      (it) => it.includes('pong'),
    );
    await new Promise((later) => setTimeout(later, 3_500));
    expect(socket.readyState).toBe(socket.OPEN);
    await renew(await tokenOf('admin'));
    expect(await within(closed, 5_000, 'it stayed')).toBe(4403);
  });

  test("another city's host, with this city's token, is closed at once", async () => {
    const token = (await semarang.as('admin')).token;
    expect(
      await within(
        closingCode({ authorization: `Bearer ${token}` }, 'palangkaraya.localhost'),
        5_000,
        'it stayed',
      ),
    ).toBe(4403);
  });

  test("another site's page may neither ask nor watch", async () => {
    const socket = new WebSocket(
      `${lindungi.house.urls.gateway.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
      {
        origin: 'https://evil.example',
        headers: { host: 'semarang.localhost' },
      },
    );
    const refused = new Promise<number>((tell) => {
      socket.once('unexpected-response', (_, answer) => tell(answer.statusCode ?? 0));
      socket.once('open', () => tell(101));
      socket.once('error', () => {});
    });
    expect(await within(refused, 5_000, 'nothing was said')).toBe(403);
    const asked = await fetch(`${lindungi.house.urls.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ query: '{ cities { code } }' }),
    });
    expect(asked.status).toBe(403);
  });
});

/** Opens a socket, says hello, and waits for the code it is closed with. */
function closingCode(payload: Record<string, unknown>, host?: string): Promise<number> {
  const socket = opened(payload, host);
  return new Promise((tell) => {
    socket.once('close', (code) => tell(code));
    socket.once('error', () => {});
  });
}

function opened(payload: Record<string, unknown>, host = '127.0.0.1'): WebSocket {
  const url = `${lindungi.house.urls.gateway.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers: { host } });
  socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
  return socket;
}
