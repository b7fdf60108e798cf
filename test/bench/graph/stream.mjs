// A subgraph's subscriptions over graphql-transport-ws, by hand: a peer that opens 2,000 of them upstream must
// not be slowed down by what answers it.
import { graphql } from 'graphql';
import { pledge } from './data.mjs';

const open = new Set();
let ticking;
let n = 0;

/** Serves `pledgeMade` on these sockets; every tick sends one event to each open subscription. */
export function serveStream(sockets, schema, counts) {
  sockets.on('connection', (socket) => {
    const mine = new Map();
    const end = (id) => {
      if (!open.delete(mine.get(id))) return;
      mine.delete(id);
      counts.ended++;
    };
    socket.on('message', (data) => {
      const { id, type, payload } = JSON.parse(data);
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      else if (type === 'ping') socket.send('{"type":"pong"}');
      else if (type === 'complete') end(id);
      else if (type === 'subscribe') {
        counts.subscriptions++;
        const subscription = { id, socket, schema, payload };
        mine.set(id, subscription);
        open.add(subscription);
      }
    });
    socket.on('close', () => [...mine.keys()].forEach(end));
  });
}

/** Starts events in one city, `perSecond` of them; 0 stops. The streams of other cities stay silent. */
export function tick({ perSecond, city }, counts) {
  clearInterval(ticking);
  if (perSecond > 0) ticking = setInterval(tell, 1_000 / perSecond, city, counts);
}

/** The id tells when the event happened, so that whoever gets it knows how long it was on its way. */
async function tell(city, counts) {
  counts.events++;
  const made = pledge(n++);
  const event = { ...made, id: `${made.id}t${Date.now()}` };
  const results = new Map();
  for (const { id, socket, schema, payload } of [...open]) {
    const { query: source, variables } = payload;
    if (variables.city !== city) continue;
    // graphql-js runs a subscription's selection as it would a query's, with the event as root.
    if (!results.has(source)) {
      const asked = { schema, source, variableValues: variables, rootValue: { pledgeMade: event } };
      results.set(source, graphql(asked).then(JSON.stringify));
    }
    socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${await results.get(source)}}`);
  }
}
