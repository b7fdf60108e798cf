import type { BatchFetchNode, FetchNode } from '../plan/plan';
import type { Sent } from './answer';
import type { Table } from './general-entities';
import { jsonOf, quoted } from './general-json';
import type { Run } from './general-run';

/** Makes what is sent for a node: the operation, the client's variables it uses, the representations. */
export function compileRequest(
  node: FetchNode | BatchFetchNode,
): (run: Run, tables: ReadonlyMap<string, Table> | undefined) => Sent {
  const {
    serviceName: subgraph,
    operation,
    operationName,
    variableUsages = [],
    operationKind = 'query',
  } = node;
  const name = operationName ? `,"operationName":${quoted(operationName)}` : '';
  const head = `{"query":${quoted(operation)}${name},"variables":{`;
  const used = variableUsages.map((variable) => [variable, `${quoted(variable)}:`] as const);

  return (run, tables) => {
    const variables: Record<string, unknown> = Object.create(null);
    let text = head;
    let comma = '';
    for (const [variable, prefix] of used) {
      // Absent is not null: a subgraph may have a default.
      if (!Object.hasOwn(run.variables, variable)) continue;
      const value = run.variables[variable];
      if (value === undefined) continue;
      variables[variable] = value;
      text += comma + prefix + jsonOf(value);
      comma = ',';
    }
    for (const [variable, { texts }] of tables ?? []) {
      text += `${comma}${quoted(variable)}:[${texts.join()}]`;
      comma = ',';
    }
    return { subgraph, body: Buffer.from(`${text}}}`), operation, variables, kind: operationKind };
  };
}
