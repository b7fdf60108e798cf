import type { ServerResponse } from 'node:http';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

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
export function graphiqlPage(response: ServerResponse): void {
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
