import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS } from '@lindungi/federation';
import { cityByCode } from '@lindungi/tenancy';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { gatewayEnvironment } from './environment';
import { startGateway } from './gateway';

/** What somebody sends to the gateway. */
interface Sent {
  host?: string;
  token?: string | undefined;
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The body never comes. */
  bodiless?: boolean;
  /** The body comes then. */
  bodyAfter?: Promise<void>;
}

/** What comes back of it. */
export interface Told {
  status: number;
  retryAfter: string | undefined;
  code: string | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

const QUERY = JSON.stringify({ query: '{ city { name } }' });
const ANSWER = '{"data":{"city":{"name":"Kota"}}}';

/**
 * The whole gateway as `startGateway` puts it together, before services that answer everything at once, or when they
 * are let: `hold` makes them wait until what it gives back is called.
 *
 * @param limits  as LINDUNGI_LIMITS has them
 * @param clock   `still`: budgets fill while a test `waits`, and only then
 */
export async function openTwoCities(limits: string, clock: 'still' | 'running' = 'still') {
  let waited = 0;
  const folder = mkdtempSync(join(tmpdir(), 'lindungi-gateway-'));
  let held: Promise<void> | undefined;
  let asked = 0;
  const services = createServer(async (call, answer) => {
    asked++;
    call.resume();
    await held;
    answer.setHeader('content-type', 'application/json').end(ANSWER);
  });
  await new Promise<void>((ready) => services.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  writeFileSync(
    join(folder, 'issuer.json'),
    JSON.stringify({ ...(await exportJWK(publicKey)), alg: 'ES256' }),
  );
  const key = Buffer.alloc(32, 7).toString('base64url');
  const gateway = await startGateway(
    gatewayEnvironment({
      PORT: '0',
      LINDUNGI_METRICS_PORT: '0',
      LINDUNGI_PASS_KEY: key,
      LINDUNGI_PERSON_KEY: key,
      LINDUNGI_DEVELOPMENT_ISSUER: join(folder, 'issuer.json'),
      LINDUNGI_LIMITS: limits,
      LINDUNGI_PROXIES: '127.0.0.1',
      ...Object.fromEntries(
        ['DONORS', 'BENEFICIARIES', 'BILLING', 'BENEFITS'].map((name) => [`LINDUNGI_${name}_URL`, url]),
      ),
    }),
    LIMITS,
    () => {},
    clock === 'still' ? () => waited : undefined,
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  return {
    port: gateway.port,
    /** How many calls have reached the services. */
    get asked() {
      return asked;
    },
    waits(seconds: number | string | undefined): void {
      waited += Number(seconds) * 1_000;
    },
    hold(): () => void {
      let release = () => {};
      held = new Promise((done) => {
        release = () => {
          held = undefined;
          done();
        };
      });
      return release;
    },
    ask: (sent: Sent) => ask(gateway.port, agent, sent),
    /** A token as the city's issuer gives it. */
    async token(code: string, sub: string): Promise<string> {
      const { issuer } = cityByCode(code)!;
      return new SignJWT({ roles: ['DONOR'], sub, city: code, iss: issuer.url, aud: issuer.audience })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey);
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${gateway.metricsPort}/metrics`)).text(),
    async stop() {
      agent.destroy();
      await gateway.stop();
      services.closeAllConnections();
      services.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type TwoCities = Awaited<ReturnType<typeof openTwoCities>>;

function ask(port: number, agent: Agent, sent: Sent): Promise<Told> {
  const {
    host,
    token,
    path = '/graphql',
    method = 'POST',
    headers,
    body = QUERY,
    bodiless,
    bodyAfter,
  } = sent;
  const length = method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {};
  const said = {
    'content-type': 'application/json',
    ...length,
    ...(host && { host }),
    ...(token && { authorization: `Bearer ${token}` }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path, method, agent, headers: said }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.once('end', () => {
        if (bodiless) asking.destroy();
        const { errors } = (/^\{/.test(text) ? JSON.parse(text) : {}) as {
          errors?: { extensions?: { code?: string } }[];
        };
        resolve({
          status: answer.statusCode ?? 0,
          retryAfter: answer.headers['retry-after'],
          code: errors?.[0]?.extensions?.code,
          headers: answer.headers,
          text,
        });
      });
    });
    asking.once('error', reject);
    if (bodiless || bodyAfter) asking.flushHeaders();
    if (bodyAfter) void bodyAfter.then(() => asking.end(body));
    else if (bodiless) return;
    else if (method === 'POST') asking.end(body);
    else asking.end();
  });
}
