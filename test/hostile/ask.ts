import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { type HostileRequest, JSON_TYPE } from './hostile-request';

export interface Answered {
  /** 0: the connection ended without a word, which is an answer too where nothing of HTTP was said. */
  status: number;
  body: string;
  milliseconds: number;
}

const PATIENCE_MS = 5_000;

/** Sends one request on a connection of its own, as its sender wrote it. */
export async function ask(port: number, it: HostileRequest): Promise<Answered> {
  const begun = performance.now();
  const answered = await (it.raw === undefined ? overHttp(port, it) : overSocket(port, it.raw));
  return { ...answered, milliseconds: performance.now() - begun };
}

function overHttp(port: number, it: HostileRequest): Promise<Omit<Answered, 'milliseconds'>> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', path = '/graphql', headers = JSON_TYPE, body = '' } = it;
    // A connection to be kept is not closed under a body that is refused before its end.
    const agent = new Agent({ keepAlive: true });
    const asking = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      headers,
      agent,
      timeout: PATIENCE_MS,
    });
    let status = 0;
    asking.on('response', (response) => {
      status = response.statusCode ?? 0;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        agent.destroy();
        resolve({ status, body: Buffer.concat(chunks).toString() });
      });
    });
    asking.on('timeout', () => asking.destroy(new Error('no answer')));
    asking.on('error', (error) => (status === 0 ? reject(error) : undefined));
    asking.end(body);
  });
}

function overSocket(port: number, bytes: string | Buffer): Promise<Omit<Answered, 'milliseconds'>> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let said = '';
    const end = () => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0), body: said });
    };
    socket.on('data', (chunk) => {
      said += chunk;
      // The head of an answer is enough to judge it by.
      if (said.includes('\r\n\r\n')) end();
    });
    socket.on('error', () => {});
    socket.on('close', end);
    socket.setTimeout(PATIENCE_MS, end);
  });
}

/** What no answer may hold: stacks, paths, SQL, hosts, tables, suggestions. */
const LEAKS = [
  /\bat \S+ \(|\bat \/|\.[cm]?[jt]s:\d+/,
  /node_modules|node:internal|\/(srv|home|usr|work|tmp)\//,
  /select\b.+\bfrom\b|relation "/i,
  /127\.0\.0\.1:\d|localhost:\d|ECONN|ENOTFOUND|10\.0\.0\.1|db\.internal|nginx/,
  /did you mean/i,
  /\b(Type|Range|Reference|Syntax)Error\b|\bundefined\b|\[object /,
  /secretNote|join__|_Any|_Entity|polluted/,
];

/** The leaks in a body that its own request did not put there. */
export function leaksIn(body: string, sent: string): string[] {
  return LEAKS.flatMap((leak) => {
    const found = leak.exec(body)?.[0];
    return found && !sent.includes(found) ? [found] : [];
  });
}

/** Whether the answer tells the client no: by its status, or by errors. */
export function isRefusal({ status, body }: Answered): boolean {
  if (status >= 400 && status < 500) return true;
  if (status !== 200) return false;
  try {
    return (JSON.parse(body) as { errors?: unknown[] }).errors?.length !== undefined;
  } catch {
    return false;
  }
}
