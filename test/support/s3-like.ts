import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as SigV4 signs it. */
export interface Signable {
  method: string;
  /** The path as it stands in the request line, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The signature of a request by AWS Signature Version 4 for S3, whose hash of the body is the one its own header says.
 *
 * Source: Amazon S3 API Reference, "Signature Calculations for the Authorization Header".
 */
export function signatureOf(
  request: Signable,
  secret: string,
  scope: { date: string; region: string; signed: string },
): string {
  const { method, path, query, headers } = request;
  const { date, region, signed } = scope;
  const pairs = [...query].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).sort();
  const lines = signed
    .split(';')
    .map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  const canonical = [
    method,
    path,
    pairs.join('&'),
    lines.join(''),
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const day = date.slice(0, 8);
  const place = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, place, sha256(canonical)].join('\n');
  const steps = [day, region, 's3', 'aws4_request'];
  const key = steps.reduce<string | Buffer>((so, step) => hmac(so, step), `AWS4${secret}`);
  return createHmac('sha256', key).update(text).digest('hex');
}

/** A bucket for tests: it takes only what is rightly signed, and whose body has the hash that was signed. */
export interface S3Like extends AsyncDisposable {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** Codes of what was refused. */
  refused: string[];
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([\da-f]{64})$/;

export async function s3Like(keyId: string, secret: string): Promise<S3Like> {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  const server = createServer(async (req, res) => {
    const body = await bytesOf(req);
    const path = (req.url ?? '').split('?')[0] ?? '';
    const refusal = refusalOf(req, body, keyId, secret);
    if (refusal) {
      refused.push(refusal);
      res.writeHead(403).end(`<Error><Code>${refusal}</Code></Error>`);
    } else if (req.method === 'PUT') {
      objects.set(path, body);
      res.writeHead(200).end();
    } else {
      const found = objects.get(path);
      res.writeHead(found ? 200 : 404).end(found ?? '<Error><Code>NoSuchKey</Code></Error>');
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    refused,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function refusalOf(req: IncomingMessage, body: Buffer, keyId: string, secret: string): string | undefined {
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
  );
  const [, id, , region = '', signed = '', shown = ''] =
    AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (id !== keyId) return 'InvalidAccessKeyId';
  const names = signed.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) return 'AccessDenied';
  const url = new URL(req.url ?? '/', 'http://s3');
  const asked = { method: req.method ?? '', path: url.pathname, query: url.searchParams, headers };
  const right = signatureOf(asked, secret, { date: headers['x-amz-date'] ?? '', region, signed });
  if (!timingSafeEqual(Buffer.from(right), Buffer.from(shown))) return 'SignatureDoesNotMatch';
  const said = headers['x-amz-content-sha256'];
  if (req.method === 'PUT' && said !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  return undefined;
}

async function bytesOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
