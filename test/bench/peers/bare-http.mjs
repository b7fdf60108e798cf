// The floor of requests: node:http reads the body and sends a string that was ready, of each query's length.
import { createServer } from 'node:http';

let ready = {};
process.on('message', ({ ask, detail }) => {
  if (ask === 'lengths') {
    ready = Object.fromEntries(Object.entries(detail).map(([name, length]) => [name, 'x'.repeat(length)]));
  }
  process.send({ [ask]: true });
});

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { query } = JSON.parse(Buffer.concat(chunks).toString());
    const text = ready[/query (\w+)/.exec(query)[1].toLowerCase()];
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': text.length,
    });
    response.end(text, 'latin1');
  });
});
server.listen(0, '127.0.0.1', () => process.send({ ready: server.address().port }));
