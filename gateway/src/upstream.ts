import type { KeyObject } from 'node:crypto';
import type { SubgraphCall } from '@lindungi/federation';
import { claimsText, operationText, PASS_HEADER, signClaims, signPass } from '@lindungi/tenancy';
import { type Caller, passOf } from './caller';
import type { Metrics } from './metrics';
import { type SubgraphHttp, subgraphHttp } from './subgraph-http';
import { type SubgraphSocket, subgraphSocket } from './subgraph-socket';

export interface Upstream<C> {
  fetch(call: SubgraphCall<C>): Promise<Buffer>;
  subscribe(call: SubgraphCall<C>): AsyncIterable<object>;
  close(): void;
}

export interface UpstreamSettings<C> {
  metrics: Metrics;
  /** Where a subgraph is. */
  urlOf: (call: SubgraphCall<C>) => string;
  /** Signs a call for its very body, or a subscription for its operation; without it nothing is signed. */
  pass?: (context: C, kind: 'CALL' | 'STREAM', signed: Buffer | string) => string;
  /** Reads of one company may go behind one another on one connection; without it none does. */
  companyOf?: (context: C) => string;
}

/** Asks subgraphs: over kept connections, and over one socket for each of them. */
export function upstream<C>({ urlOf, pass, companyOf, metrics }: UpstreamSettings<C>): Upstream<C> {
  const connections = new Map<string, SubgraphHttp>();
  const sockets = new Map<string, SubgraphSocket>();
  return {
    fetch(call) {
      const { context, body } = call;
      const headers = pass ? `${PASS_HEADER}: ${pass(context, 'CALL', body)}\r\n` : '';
      const url = urlOf(call);
      let connection = connections.get(url);
      if (!connection) {
        connection = subgraphHttp(url, metrics.callsTo(call.subgraph));
        connections.set(url, connection);
      }
      const ride =
        companyOf && call.kind === 'query'
          ? { operation: call.operation, company: companyOf(context) }
          : undefined;
      return connection.post({ headers, body, call, ride });
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

/**
 * Makes a caller's pass, for `UpstreamSettings.pass`. The claims are kept for the second in which they stay the
 * same; each call has its own mark.
 */
export function passFor(
  key: KeyObject,
): (caller: Caller, kind: 'CALL' | 'STREAM', signed: Buffer | string) => string {
  const kept = new WeakMap<Caller, { second: number; text: string }>();
  return (caller, kind, signed) => {
    const now = Date.now();
    if (kind === 'STREAM') return signPass(key, passOf(caller, kind, now), signed);
    const second = Math.floor(now / 1000);
    let claims = kept.get(caller);
    if (claims?.second !== second) {
      claims = { second, text: claimsText(passOf(caller, kind, now)) };
      kept.set(caller, claims);
    }
    return signClaims(key, claims.text, signed);
  };
}

/** Callers of one text may see the same; what `passOf` tells subgraphs of them, and no more. */
export function rightsReader(): (caller: Caller) => string {
  const kept = new WeakMap<Caller, string>();
  return (caller) => {
    let rights = kept.get(caller);
    if (rights === undefined) {
      const { city, subject, roles, area, language } = caller;
      rights = JSON.stringify([city.code, subject, roles, area, language]);
      kept.set(caller, rights);
    }
    return rights;
  };
}

function known<T>(them: Map<string, T>, url: string, make: (url: string) => T): T {
  const it = them.get(url) ?? make(url);
  them.set(url, it);
  return it;
}
