import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { machineEnvironment } from '../environment';
import { folderOf, SERVICES, type ServiceName } from '../house/processes';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';

/** The graph as the code says it is. */
export interface PrintedGraph {
  /** Text of each file, by its path from the top folder. */
  files: ReadonlyMap<string, string>;
  /** Paths of those that are not what is on the disk. */
  changed: string[];
}

export const SUPERGRAPH = 'gateway/supergraph.graphql';

/**
 * The four schemas as the built services print them, and the supergraph they make together.
 *
 * @throws OperatorError when a service cannot print, or the four do not fit together
 */
export async function printGraph(): Promise<PrintedGraph> {
  const schemas = await Promise.all(SERVICES.map(async (name) => ({ name, sdl: await schemaOf(name) })));
  const files = new Map([
    ...schemas.map(({ name, sdl }) => [`${folderOf(name)}/schema.graphql`, sdl] as const),
    [SUPERGRAPH, compose(schemas)],
  ]);
  return { files, changed: [...files.keys()].filter((path) => savedText(path) !== files.get(path)) };
}

/** What the disk has of a printed file; '' when there is none. */
export function savedText(path: string): string {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function schemaOf(name: ServiceName): Promise<string> {
  const file = join(ROOT, folderOf(name), 'dist/schema.js');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: machineEnvironment(),
      maxBuffer: 16 * 1024 * 1024,
    });
    return `${stdout.trim()}\n`;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || String(error);
    throw new OperatorError({
      id: `${name} tidak dapat mencetak skemanya:\n${said}`,
      en: `${name} could not print its schema.`,
    });
  }
}

/** The URL of a subgraph in the supergraph is only its name: where it runs, the gateway is told. */
function compose(schemas: readonly { name: ServiceName; sdl: string }[]): string {
  const result = composeServices(
    schemas.map(({ name, sdl }) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (compositionHasErrors(result)) {
    const mistakes = result.errors.map((error) => `- ${error.message}`).join('\n');
    throw new OperatorError({
      id: `Skema keempat layanan tidak cocok satu sama lain:\n${mistakes}`,
      en: 'The schemas of the four services do not fit together.',
    });
  }
  return `${result.supergraphSdl.trim()}\n`;
}
