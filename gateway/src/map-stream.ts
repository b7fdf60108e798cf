/**
 * A stream with each value changed, ended at once by `return()` even while it waits for its next value. (An
 * async generator would first wait for that value, and hold its upstream open until it comes.)
 *
 * @param onError  makes a last value of a failure
 * @param onEnd    runs once, whichever way the stream ends
 */
export function mapStream<In, Out>(
  source: AsyncIterable<In>,
  map: (value: In) => Out,
  onError: (error: unknown) => Out,
  onEnd: () => void = () => {},
): AsyncIterableIterator<Out> {
  const inner = source[Symbol.asyncIterator]();
  let over = false;
  const end = (): IteratorResult<Out> => {
    if (!over) onEnd();
    over = true;
    return { done: true, value: undefined };
  };
  return {
    async next() {
      if (over) return end();
      try {
        const { done, value } = await inner.next();
        return done ? end() : { done: false, value: map(value) };
      } catch (error) {
        if (over) return end();
        end();
        return { done: false, value: onError(error) };
      }
    },
    async return() {
      const result = end();
      await inner.return?.();
      return result;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
