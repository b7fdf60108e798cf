import { request } from 'node:http';

/** Somebody at the front door: the URL of the graph, the host they typed and the token they show. */
export interface Visitor {
  url: string;
  host?: string;
  token?: string;
}

export interface GraphFault {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string };
}

export interface Answer<Data> {
  status: number;
  data: Data | null | undefined;
  errors: GraphFault[] | undefined;
  text: string;
}

const ANSWER_MS = 15_000;
/** Times that somebody waits who is told to, before they give up. */
const MOST_WAITS = 20;

/** Asks the graph over HTTP and gives back all that was answered. Who is told to wait waits, and asks again. */
export async function post<Data>(
  visitor: Visitor,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const body = JSON.stringify({ query, variables });
  let { status, text, retryAfter } = await send(visitor, body);
  for (let waits = 0; retryAfter && waits < MOST_WAITS; waits++) {
    await new Promise((wait) => setTimeout(wait, Number(retryAfter) * 1_000));
    ({ status, text, retryAfter } = await send(visitor, body));
  }
  const { data, errors } = JSON.parse(text) as { data?: Data; errors?: GraphFault[] };
  return { status, data, errors, text };
}

interface Sent {
  status: number;
  text: string;
  /** Seconds, as the header has them. */
  retryAfter: string | undefined;
}

/** By `node:http`, because `fetch` does not let a caller say which host they typed. */
function send({ url, host, token }: Visitor, body: string): Promise<Sent> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(host ? { host } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/graphql`, { method: 'POST', headers, timeout: ANSWER_MS }, (answer) => {
      answer.setEncoding('utf8');
      let text = '';
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      const { statusCode, headers: said } = answer;
      answer.once('end', () => resolve({ status: statusCode ?? 0, text, retryAfter: said['retry-after'] }));
      answer.once('error', reject);
    });
    asking.once('timeout', () => asking.destroy(new Error(`No answer within ${ANSWER_MS} ms.`)));
    asking.once('error', reject);
    asking.end(body);
  });
}

/**
 * Asks the graph and wants data.
 *
 * @throws Error with the codes of whatever errors were answered
 */
export async function ask<Data>(
  visitor: Visitor,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors, status } = await post<Data>(visitor, query, variables);
  if (errors || !data)
    throw new Error(`${status} ${JSON.stringify(errors)} for ${query.trim().slice(0, 120)}`);
  return data;
}

/**
 * Does one mutation, and wants it done: a payload with refusals is thrown with their codes.
 *
 * @param name       the mutation's field
 * @param selection  what to select of its payload, beside `errors`
 */
export async function mutate<Payload>(
  visitor: Visitor,
  name: string,
  input: Record<string, unknown>,
  selection: string,
): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code message } } }`;
  const data = await ask<Record<string, Payload & { errors: { code: string }[] }>>(visitor, query, { input });
  const payload = data[name];
  if (!payload || payload.errors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload?.errors)}`);
  return payload;
}

/**
 * Asks again until the answer is as wanted: rooms tell one another by events, so what was done is soon, not at
 * once, seen everywhere.
 *
 * @throws Error with the last answer, when it did not become so in time
 */
export async function eventually<T>(
  look: () => Promise<T>,
  wanted: (value: T) => boolean,
  milliseconds = 20_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const last = await look();
    if (wanted(last)) return last;
    if (Date.now() > end) throw new Error(`It never became so; last: ${JSON.stringify(last).slice(0, 600)}`);
    await new Promise((wait) => setTimeout(wait, 60));
  }
}
