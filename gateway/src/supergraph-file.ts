import { readFile } from 'node:fs/promises';
import type { Graph } from '@lindungi/federation';
import { Kind, parse } from 'graphql';
import { EnvironmentRefused } from './environment';

/** A supergraph asks something of a subgraph that the gateway has no address of. */
export class SubgraphUnknown extends EnvironmentRefused {}

/** @throws SubgraphUnknown naming every subgraph that has no address; GraphQLError where this is no SDL */
export function refuseUnknownSubgraphs(supergraph: string, known: ReadonlyMap<string, string>): void {
  const unknown = subgraphsOf(supergraph).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new SubgraphUnknown(`The supergraph asks subgraphs that have no address: ${unknown.join(', ')}.`);
}

/** The names under which subgraphs were composed; what else is wrong with the text is found by whoever plans on it. */
function subgraphsOf(supergraph: string): string[] {
  return parse(supergraph, { noLocation: true }).definitions.flatMap((it) => {
    if (it.kind !== Kind.ENUM_TYPE_DEFINITION || it.name.value !== 'join__Graph') return [];
    return (it.values ?? []).map((value) => {
      const given = value.directives?.[0]?.arguments?.find((one) => one.name.value === 'name')?.value;
      return given?.kind === Kind.STRING ? given.value : value.name.value;
    });
  });
}

export const readSupergraphFile = (path: string): Promise<string> => readFile(path, 'utf8');

/**
 * Reads the supergraph again and takes it into use while everybody stays connected. One that cannot be read or
 * used changes nothing. Either is told in the log, with what became of the streams.
 *
 * @param read  gives the text; rejects when it should not be used
 */
export async function readAgain(
  graph: Pick<Graph<never>, 'swap'>,
  read: () => Promise<string>,
  log: (line: object) => void,
): Promise<void> {
  const refused = (reason: string) =>
    log({ level: 'error', what: 'the supergraph was refused; the old one stays', reason });
  try {
    const { accepted, reason, kept, ended } = await graph.swap(await read());
    if (accepted) log({ level: 'info', what: 'another supergraph is in use', kept, ended });
    else refused(reason ?? '');
  } catch (error) {
    refused(String(error));
  }
}
