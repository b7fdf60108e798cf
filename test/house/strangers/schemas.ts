import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@lindungi/cli';
import { buildASTSchema, type GraphQLSchema, Kind, parse } from 'graphql';
import { root } from '../sources';

/** What every door of the house can be asked, as it is committed. */
export function schemasOf(): Record<'gateway' | ServiceName, GraphQLSchema> {
  const files = [
    ['gateway', 'gateway/supergraph.graphql'],
    ...SERVICES.map((name) => [name, `services/${name}/schema.graphql`]),
  ] as const;
  return Object.fromEntries(
    files.map(([name, file]) => [name, schemaIn(join(root, file as string))]),
  ) as Record<'gateway' | ServiceName, GraphQLSchema>;
}

/** The types of a file; what federation adds to the language is left unchecked. */
function schemaIn(file: string): GraphQLSchema {
  const document = parse(readFileSync(file, 'utf8'));
  const definitions = document.definitions.filter(
    ({ kind }) => kind !== Kind.SCHEMA_EXTENSION && kind !== Kind.SCHEMA_DEFINITION,
  );
  return buildASTSchema({ ...document, definitions }, { assumeValidSDL: true });
}
