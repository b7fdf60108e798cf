import type { BatchFetchNode, FetchNode } from '../plan/plan';
import type { Sent } from './answer';
import { begin, take } from './bytes-output';
import { constant, putByte, putConstant, putJson, putText } from './bytes-write';
import { quoted } from './general-json';
import type { Run } from './general-run';
import type { Table } from './general-table';

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
  const head = constant(`{"query":${quoted(operation)}${name},"variables":{`);
  const used = variableUsages.map((variable) => [variable, constant(`${quoted(variable)}:`)] as const);

  return (run, tables) => {
    const variables: Record<string, unknown> = Object.create(null);
    let isFirst = true;
    begin();
    putConstant(head);
    for (const [variable, prefix] of used) {
      // Absent is not null: a subgraph may have a default.
      if (!Object.hasOwn(run.variables, variable)) continue;
      const value = run.variables[variable];
      if (value === undefined) continue;
      variables[variable] = value;
      if (!isFirst) putByte(COMMA);
      putConstant(prefix);
      putJson(value);
      isFirst = false;
    }
    for (const [variable, table] of tables ?? []) {
      putText(`${isFirst ? '' : ','}${quoted(variable)}:[`);
      table.write();
      putByte(CLOSE_LIST);
      isFirst = false;
    }
    putConstant(CLOSE);
    return { subgraph, body: take(), operation, variables, kind: operationKind };
  };
}

const CLOSE = constant('}}');
const [COMMA, CLOSE_LIST] = [44, 93];
