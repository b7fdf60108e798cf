// What a good programmer writes by hand for these four queries: fetch, parse, merge, stringify. It asks each
// entity once, has no token, no limits, no plan, and knows no fifth query.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const urls = JSON.parse(process.argv[2]);
const pools = Object.fromEntries(
  Object.entries(urls).map(([name, url]) => [name, new Pool(url, { connections: 32, pipelining: 1 })]),
);
const headers = { 'content-type': 'application/json' };

async function ask(subgraph, query, variables) {
  const { body } = await pools[subgraph].request({
    path: '/graphql',
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await body.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

/** The entities with these ids, each asked once, by id. */
async function entities(subgraph, type, ids, fields) {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const { _entities } = await ask(
    subgraph,
    `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`,
    { r: distinct.map((id) => ({ __typename: type, id })) },
  );
  return new Map(distinct.map((id, i) => [id, _entities[i]]));
}

const SMALL = 'query($id: ID!) { donor(id: $id) { id name email tier } }';
const small = ({ id }) => ask('donors', SMALL, { id });

const HOPS =
  'query($id: ID!) { donor(id: $id) { id name pledges(first: 10) { id months beneficiary { id } } } }';
async function hops({ id }) {
  const { donor } = await ask('donors', HOPS, { id });
  if (!donor) return { donor };
  const ids = donor.pledges.map((it) => it.beneficiary.id);
  const workers = await entities('beneficiaries', 'Beneficiary', ids, 'id name city birthYear');
  for (const it of donor.pledges) it.beneficiary = workers.get(it.beneficiary.id);
  return { donor };
}

const LARGE = `query($after: Int!) { donors(first: 60, after: $after) {
  id name email tier pledges(first: 6) { id months amount beneficiary { id } } } }`;
async function large({ after }) {
  const { donors } = await ask('donors', LARGE, { after });
  const ids = donors.flatMap((it) => it.pledges.map((pledge) => pledge.beneficiary.id));
  const [billed, workers, covered] = await Promise.all([
    entities(
      'billing',
      'Donor',
      donors.map((it) => it.id),
      'invoices(first: 3) { id amount due state }',
    ),
    entities('beneficiaries', 'Beneficiary', ids, 'id name city birthYear occupation'),
    entities('benefits', 'Beneficiary', ids, 'coverage { id plan limit }'),
  ]);
  for (const [id, it] of workers) it.coverage = covered.get(id).coverage;
  return {
    donors: donors.map(({ id, name, email, tier, pledges }) => ({
      id,
      name,
      email,
      tier,
      invoices: billed.get(id).invoices,
      pledges: pledges.map((it) => ({ ...it, beneficiary: workers.get(it.beneficiary.id) })),
    })),
  };
}

const stagesQuery = (contact, history) => `query($after: Int!) { donors(first: 28, after: $after) {
  id name ${contact ? 'email' : ''} tier calendar
  activity(first: 4) { __typename at
    ... on PledgeMade { pledge { id months beneficiary { id } } }
    ... on NoteAdded { text author { id name } }
    ... on VisitPaid { beneficiary { id } } }
  ${history ? 'pledges(first: 3) { id beneficiary { id } }' : ''} } }`;

async function stages({ after, contact, history }) {
  const { donors } = await ask('donors', stagesQuery(contact, history), { after });
  const ids = donors.flatMap((it) => [
    ...it.activity.map((done) => (done.pledge ?? done).beneficiary?.id).filter(Boolean),
    ...(it.pledges ?? []).map((pledge) => pledge.beneficiary.id),
  ]);
  const [billed, workers, covered] = await Promise.all([
    entities(
      'billing',
      'Donor',
      donors.map((it) => it.id),
      'invoices(first: 2) { id amount }',
    ),
    entities('beneficiaries', 'Beneficiary', ids, 'id name city'),
    entities('benefits', 'Beneficiary', ids, 'coverage { plan limit branch { id } }'),
  ]);
  const wanted = [...covered.values()].flatMap((it) => (it.coverage ? [it.coverage.branch.id] : []));
  const branches = await entities('billing', 'Branch', wanted, 'id title hours');
  for (const [id, it] of workers) {
    const { coverage } = covered.get(id);
    it.coverage = coverage && { ...coverage, branch: branches.get(coverage.branch.id) };
  }
  const joined = (it) => (it.beneficiary ? { ...it, beneficiary: workers.get(it.beneficiary.id) } : it);
  return {
    donors: donors.map(({ id, name, email, tier, calendar, activity, pledges }) => ({
      id,
      name,
      ...(contact && { email }),
      tier,
      invoices: billed.get(id).invoices,
      calendar,
      activity: activity.map((it) => (it.pledge ? { ...it, pledge: joined(it.pledge) } : joined(it))),
      ...(history && { pledges: pledges.map(joined) }),
    })),
  };
}

const by = { Small: small, Hops: hops, Large: large, Stages: stages };

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const data = await by[/query (\w+)/.exec(query)[1]](variables);
    const text = JSON.stringify({ data });
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ ready: server.address().port }));
