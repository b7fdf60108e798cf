// The floor of streams: `ws` alone, one frame prepared per event and the same bytes written to every client.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const HEARTBEAT_MS = 12_000;
const server = createServer();
const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
const watching = new Set();
let ticking;

sockets.on('connection', (socket) => {
  const heartbeat = setInterval(() => socket.ping(), HEARTBEAT_MS);
  socket.on('close', () => {
    clearInterval(heartbeat);
    watching.delete(socket);
  });
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(data);
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type === 'subscribe' && payload.variables.city !== 'nowhere') watching.add(socket);
  });
});

/** As many bytes as ours sends: the id of a stream, the envelope, the event. */
function frame(bytes) {
  const text = `{"id":"${'0'.repeat(36)}","type":"next","payload":{"data":{"pledgeMade":{"id":"p1t${Date.now()}"}}}}`;
  const padded = Buffer.from(text.padEnd(bytes));
  return Buffer.concat(WebSocket.Sender?.frame?.(padded, FRAME) ?? [head(padded.length), padded]);
}
const FRAME = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
const head = (length) =>
  length < 126 ? Buffer.from([0x81, length]) : Buffer.from([0x81, 126, length >> 8, length & 255]);

function tick({ perSecond, bytes }) {
  clearInterval(ticking);
  if (perSecond === 0) return;
  ticking = setInterval(() => {
    const prepared = frame(bytes);
    for (const socket of watching) socket._socket.write(prepared);
  }, 1_000 / perSecond);
}

process.on('message', ({ ask, detail }) => {
  if (ask === 'events') tick(detail);
  process.send({ [ask]: true });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', 8_192, () => process.send({ ready: server.address().port }));
