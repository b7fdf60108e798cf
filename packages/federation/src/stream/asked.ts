import { visit } from 'graphql';
import type { FetchNode } from '../plan/plan';
import type { Prepared } from '../plan/prepared';
import type { SubgraphCall } from '../settings';
import { primaryFetch } from './primary-fetch';
import { sortedText } from './sorted-text';
import { type UpstreamOperation, upstreamOperation } from './upstream-operation';

/** What one stream asks: of whom, in which words, with which values. */
export interface Asked {
  readonly prepared: Prepared;
  /** The client's variables with defaults applied. */
  readonly values: Record<string, unknown>;
  readonly source: Source | undefined;
  readonly operation: UpstreamOperation;
  /** Equal for equal upstreams. */
  readonly fingerprint: string;
  /** Equal for streams that differ in nothing but where they began. */
  readonly family: string;
  /** Where the client asked to begin; undefined for a first visit. */
  readonly after: unknown;
}

interface Source {
  readonly subgraph: string;
  readonly url: string;
  readonly fetch: FetchNode;
}

type Told = Pick<SubgraphCall<never>, 'subgraph' | 'url' | 'body' | 'operation' | 'variables' | 'kind'>;

/** @throws Refused when the variables do not fit */
export function askedOf(prepared: Prepared, variables: Readonly<Record<string, unknown>>): Asked {
  const values = prepared.coerce(variables);
  const { source, operation } = wordsOf(prepared);
  const sent = sentValues(source, values);
  const after = operation.after === undefined ? undefined : (values[operation.after] ?? undefined);
  // A variable that only says where to begin makes no other stream.
  const { [onlyAfter(prepared, operation) ?? '']: _after, ...others } = values;
  return {
    prepared,
    values,
    source,
    operation,
    after,
    fingerprint: sortedText([source?.subgraph, source?.url, operation.text, sent]),
    family: sortedText([prepared.query, prepared.operationName ?? null, others]),
  };
}

/** What is sent upstream, at first or to go on after a cursor. */
export function requestOf({ source, operation, values }: Asked, cursor: string | undefined): Told {
  if (!source) throw new Error('The plan has no subscription.');
  const { subgraph, url } = source;
  const { resume } = operation;
  let text = operation.text;
  let variables = sentValues(source, values);
  if (cursor !== undefined && resume) {
    text = resume.text;
    const kept = Object.entries(variables).filter(([name]) => !resume.dropped.has(name));
    variables = { ...Object.fromEntries(kept), [resume.variable]: cursor };
  }
  const body = Buffer.from(JSON.stringify({ query: text, variables }));
  return { subgraph, url, body, operation: text, variables, kind: 'subscription' };
}

interface Words {
  source: Source | undefined;
  operation: UpstreamOperation;
}

const words = new WeakMap<Prepared, Words>();

function wordsOf(prepared: Prepared): Words {
  const known = words.get(prepared);
  if (known) return known;
  const read = readWords(prepared);
  words.set(prepared, read);
  return read;
}

function readWords({ plan, supergraph }: Prepared): Words {
  const fetch = primaryFetch(plan);
  const url = fetch && supergraph.subgraphs.get(fetch.serviceName)?.url;
  if (!fetch || url === undefined) return { source: undefined, operation: { field: '', text: '' } };
  const operation = upstreamOperation(fetch.operation, fetch.serviceName, supergraph.full);
  return { source: { subgraph: fetch.serviceName, url, fetch }, operation };
}

function sentValues(source: Source | undefined, values: Record<string, unknown>): Record<string, unknown> {
  const names = source?.fetch.variableUsages ?? [];
  return Object.fromEntries(names.filter((it) => Object.hasOwn(values, it)).map((it) => [it, values[it]]));
}

/** The `after` variable, if the operation uses it nowhere else. */
function onlyAfter({ operation, fragments }: Prepared, { after }: UpstreamOperation): string | undefined {
  if (after === undefined) return undefined;
  let uses = 0;
  for (const part of [operation, ...Object.values(fragments)]) {
    visit(part, {
      VariableDefinition: () => false,
      Variable: (it) => {
        if (it.name.value === after) uses++;
      },
    });
  }
  return uses === 1 ? after : undefined;
}
