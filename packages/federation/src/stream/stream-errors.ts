/** Why a stream ended that its client did not leave; `code` is stable and written for clients. */
export class StreamEnded extends Error {
  constructor(
    readonly code: 'STREAM_TOO_SLOW' | 'STREAM_FIELDS_GONE' | 'DEGRADED' | 'INTERNAL',
    message: string,
    readonly subgraph?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** As the one error of a GraphQL answer. */
  toJSON(): { message: string; extensions: { code: string; subgraph?: string } } {
    const { message, code, subgraph } = this;
    return { message, extensions: { code, ...(subgraph && { subgraph }) } };
  }
}

/** This client reads more slowly than events come; others are not affected. */
export const tooSlow = () =>
  new StreamEnded('STREAM_TOO_SLOW', 'This connection is too slow for what happens. Connect again.');

/** The supergraph was changed, and what this stream asks is no longer in it. */
export const fieldsGone = () =>
  new StreamEnded(
    'STREAM_FIELDS_GONE',
    'The graph has changed, and this subscription is no longer part of it.',
  );

/** The subgraph is gone, and going on without loss is not possible. */
export const lost = (subgraph: string, cause?: unknown) =>
  new StreamEnded('DEGRADED', 'A part of the graph does not answer at the moment.', subgraph, { cause });

/** An event could not be turned into a frame: a defect of ours. */
export const broken = (cause: unknown) =>
  new StreamEnded('INTERNAL', 'An event could not be told.', undefined, { cause });
