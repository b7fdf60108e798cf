/**
 * The same stream, which lets go at once when it is left.
 *
 * A plain async generator answers `return()` only after the `next()` at hand, and that one may wait
 * for an event that never comes: every client that leaves a quiet stream would stay behind.
 *
 * @param release  ends what the inner stream waits for; may be called more than once
 */
export function releaseOnReturn<T>(
  inner: AsyncGenerator<T, undefined, undefined>,
  release: () => void,
): AsyncGenerator<T, undefined, undefined> {
  const outer: AsyncGenerator<T, undefined, undefined> = {
    next: () => inner.next(),
    return: () => {
      release();
      return inner.return(undefined);
    },
    throw: (error) => {
      release();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]: () => outer,
    [Symbol.asyncDispose]: async () => {
      await outer.return(undefined);
    },
  };
  return outer;
}
