import type { KeyObject } from 'node:crypto';
import type { SubgraphCall } from '@lindungi/federation';
import { operationText, PASS_HEADER, signPass } from '@lindungi/tenancy';
import { type Caller, passOf } from './caller';
import { type SubgraphHttp, subgraphHttp } from './subgraph-http';
import { type SubgraphSocket, subgraphSocket } from './subgraph-socket';

export interface Upstream<C> {
  fetch(call: SubgraphCall<C>): Promise<Buffer>;
  subscribe(call: SubgraphCall<C>): AsyncIterable<object>;
  close(): void;
}

export interface UpstreamSettings<C> {
  /** Where a subgraph is. */
  urlOf: (call: SubgraphCall<C>) => string;
  /** Signs a call for its very body, or a subscription for its operation; without it nothing is signed. */
  pass?: (context: C, kind: 'CALL' | 'STREAM', signed: Buffer | string) => string;
}

/** Asks subgraphs: over kept connections, and over one socket for each of them. */
export function upstream<C>({ urlOf, pass }: UpstreamSettings<C>): Upstream<C> {
  const connections = new Map<string, SubgraphHttp>();
  const sockets = new Map<string, SubgraphSocket>();
  return {
    fetch(call) {
      const { context, body, signal } = call;
      const headers = pass ? `${PASS_HEADER}: ${pass(context, 'CALL', body)}\r\n` : '';
      return known(connections, urlOf(call), subgraphHttp).post({ headers, body, signal });
    },
    subscribe(call) {
      const { context, operation: query, variables } = call;
      // Signed when it is asked, not before: a pass lives for seconds.
      return known(sockets, urlOf(call), subgraphSocket).watch(() => {
        if (!pass) return { query, variables };
        return {
          query,
          variables,
          extensions: { pass: pass(context, 'STREAM', operationText(query, variables)) },
        };
      });
    },
    close() {
      for (const it of [...connections.values(), ...sockets.values()]) it.close();
    },
  };
}

/** A pass of the caller, for `UpstreamSettings.pass`. */
export const passFor =
  (key: KeyObject) =>
  (caller: Caller, kind: 'CALL' | 'STREAM', signed: Buffer | string): string =>
    signPass(key, passOf(caller, kind, Date.now()), signed);

/** Callers of one text may see the same; what `passOf` tells subgraphs of them, and no more. */
export const rightsOf = ({ city, subject, roles, area, language }: Caller): string =>
  JSON.stringify([city.code, subject, roles, area, language]);

function known<T>(them: Map<string, T>, url: string, make: (url: string) => T): T {
  const it = them.get(url) ?? make(url);
  them.set(url, it);
  return it;
}
