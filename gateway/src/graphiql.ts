import type { ServerResponse } from 'node:http';

const FIRST_QUERY = `# Buka dengan host kota, misalnya http://semarang.localhost:4000/
# Untuk masuk sebagai seseorang: npm run lindungi -- token semarang:sari
# lalu tulis di tab Headers: { "authorization": "Bearer …" }
query KotaSaya {
  city {
    name
    movement
    donorCount
    progress { workers sponsored cards contributed }
  }
}
`;

let page: string | undefined;

/** The page to try the graph in, whole in one answer: it needs no other host. Development only. */
export async function graphiqlPage(response: ServerResponse): Promise<void> {
  // Nine megabytes that production never shows: not installed there, and not read before somebody looks.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  page ??= renderGraphiQL({
    title: 'Lindungi',
    endpoint: '/graphql',
    defaultQuery: FIRST_QUERY,
    subscriptionsProtocol: 'WS',
    headerEditorEnabled: true,
  } as Parameters<typeof renderGraphiQL>[0]);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY' });
  response.end(page);
}
