/** One request of somebody who means no good, or of a program gone wrong. */
export interface HostileRequest {
  name: string;
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** Bytes for the socket as they are, where no client would write them. */
  raw?: string | Buffer;
  /** Default: it is told off. `harmless`: it may be answered, as long as nothing breaks or leaks. */
  outcome?: 'refused' | 'harmless';
}

export const JSON_TYPE = { 'content-type': 'application/json' };

/** A request that is in order but for its document. */
export const documentRequest = (name: string, query: string, more: object = {}): HostileRequest => ({
  name,
  body: JSON.stringify({ query, ...more }),
});

/** A request that is in order but for the text of its body. */
export const bodyRequest = (name: string, body: string | Buffer): HostileRequest => ({ name, body });

export const GOOD_QUERY = '{ me { id name home { name } } }';
export const GOOD_BODY = JSON.stringify({ query: GOOD_QUERY });

export const times = (n: number, make: (i: number) => string, between = ' '): string =>
  Array.from({ length: n }, (_, i) => make(i)).join(between);
