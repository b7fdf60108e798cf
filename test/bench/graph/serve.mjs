// All four subgraphs in one process, cheap enough not to be what is measured: an answer is computed once per
// request text and then only looked up. Subscriptions tick when told to. Counts what it was asked.
import { createServer } from 'node:http';
import { graphql } from 'graphql';
import { WebSocketServer } from 'ws';
import { NAMES, schemaOf } from './schemas.mjs';
import { serveStream, tick } from './stream.mjs';

const MOST_KEPT = 40_000;
const counts = { calls: 0, entities: 0, subscriptions: 0, ended: 0, events: 0 };

function subgraph(name) {
  const schema = schemaOf(name);
  const kept = new Map();

  async function answerTo(text) {
    const { query, variables, operationName } = JSON.parse(text);
    const result = await graphql({ schema, source: query, variableValues: variables, operationName });
    const body = Buffer.from(JSON.stringify(result));
    const lists = query.includes('_entities') ? Object.values(result.data ?? {}).filter(Array.isArray) : [];
    const made = { body, entities: lists.reduce((sum, it) => sum + it.length, 0) };
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
    kept.set(text, made);
    return made;
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const text = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString('utf8');
      const { body, entities } = kept.get(text) ?? (await answerTo(text));
      counts.calls++;
      counts.entities += entities;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
  serveStream(sockets, schema, counts);
  return new Promise((ready) => server.listen(0, '127.0.0.1', 8_192, () => ready(server.address().port)));
}

const ports = await Promise.all(NAMES.map(subgraph));
const urls = Object.fromEntries(NAMES.map((name, i) => [name, `http://127.0.0.1:${ports[i]}`]));

process.on('message', ({ ask, detail }) => {
  if (ask === 'events') tick(detail, counts);
  process.send({ [ask]: { ...counts } });
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: urls });
