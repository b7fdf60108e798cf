import type { UpstreamOperation } from './upstream-operation';

/** One upstream result, ready for the rest of the plan. */
export interface Event {
  /** The result as the planned operation would have given it. */
  primary: Buffer;
  cursor: string | undefined;
  /** Whether it tells of something; a refusal has no data. */
  hasData: boolean;
}

/**
 * Reads an upstream result: takes its cursor out of it, and the cursor's field too where the client did not
 * ask for it.
 *
 * @throws SyntaxError for bytes that are not JSON
 */
export function readEvent(result: Buffer | object, { resume }: UpstreamOperation): Event {
  const read = (Buffer.isBuffer(result) ? JSON.parse(result.toString()) : result) as {
    data?: Record<string, unknown> | null;
  };
  const hasData = read.data != null;
  if (!resume) return { primary: bytesOf(result), cursor: undefined, hasData };

  const [field, key] = resume.path;
  const payload = read.data?.[field] as Record<string, unknown> | null | undefined;
  const shown = payload?.[key];
  const cursor = typeof shown === 'string' ? shown : undefined;
  if (!resume.added || !payload) return { primary: bytesOf(result), cursor, hasData };
  // A copy: an in-process upstream may hand the same object to several.
  const { [key]: _taken, ...rest } = payload;
  return { primary: bytesOf({ ...read, data: { ...read.data, [field]: rest } }), cursor, hasData };
}

const bytesOf = (result: Buffer | object): Buffer =>
  Buffer.isBuffer(result) ? result : Buffer.from(JSON.stringify(result));
