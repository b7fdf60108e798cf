import { ask, type Visitor } from '@lindungi/cli';

interface Page<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/**
 * Every node of a list, page after page.
 *
 * @param args  how many a page has, and which are asked for: `first: 25, state: WAITING`
 */
export async function everyPage<Node>(
  who: Visitor,
  { list, args, fields }: { list: string; args: string; fields: string },
): Promise<Node[]> {
  const all: Node[] = [];
  let after = '';
  for (let more = true; more; ) {
    const query = `{ ${list}(${args}${after}) { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`;
    const { edges, pageInfo } = (await ask<Record<string, Page<Node>>>(who, query))[list]!;
    all.push(...edges.map(({ node }) => node));
    more = pageInfo.hasNextPage;
    after = `, after: "${pageInfo.endCursor}"`;
  }
  return all;
}
