import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { PASS_HEADER, PassRefused, verifyPass } from '@lindungi/tenancy';
import { type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Context, principalOf } from './context';
import { answer, bodyOf, type Complaint, complain } from './http';
import { mask } from './masking';
import type { Service } from './serve';

/** Bytes of one call: two hundred rows of a roster, a thousand references; a client's own are far smaller. */
const longestBody = 2 * 1024 * 1024;

const complaints = {
  notPost: { status: 405, code: 'METHOD_NOT_ALLOWED', message: 'POST only.' },
  noPass: { status: 401, code: 'UNAUTHENTICATED', message: 'A valid pass is needed.' },
  tooLong: { status: 413, code: 'BODY_TOO_LONG', message: 'The body is too long.' },
  malformed: { status: 400, code: 'BAD_REQUEST', message: 'The body is no GraphQL request in JSON.' },
  late: { status: 504, code: 'DEADLINE_EXCEEDED', message: 'This took too long.' },
} satisfies Record<string, Complaint>;

/** What Apollo is told of every request: a signed pass has already said that it is ours. */
const headers = new HeaderMap([
  ['content-type', 'application/json'],
  ['accept', 'application/json'],
]);

export interface Calls {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  stop(): Promise<void>;
}

/** Queries and mutations, one POST each, through Apollo Server. Nothing is read of a body before its pass holds. */
export async function answerCalls(service: Service): Promise<Calls> {
  const apollo = apolloOf(service);
  await apollo.start();
  return {
    stop: () => apollo.stop(),
    async handle(req, res) {
      if (req.method !== 'POST') return complain(res, complaints.notPost, { allow: 'POST' });
      if (req.headers[PASS_HEADER] === undefined)
        return complain(res, complaints.noPass, { connection: 'close' });

      // Whatever is still running then has no reader any more; its own statement ends with statement_timeout.
      const late = setTimeout(
        () => complain(res, complaints.late, { connection: 'close' }),
        service.deadline,
      );
      try {
        await answerCall(apollo, service, req, res);
      } finally {
        clearTimeout(late);
      }
    },
  };
}

async function answerCall(
  apollo: ApolloServer<Context>,
  service: Service,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const raw = await bodyOf(req, longestBody);
  if (!raw) return complain(res, complaints.tooLong, { connection: 'close' });

  const ctx = contextFor(service, req.headers[PASS_HEADER], raw);
  if (!ctx) return complain(res, complaints.noPass);

  const body = requestIn(raw);
  if (!body) return complain(res, complaints.malformed);

  const reply = await apollo.executeHTTPGraphQLRequest({
    context: async () => ctx,
    httpGraphQLRequest: { method: 'POST', headers, search: '', body },
  });
  // Chunks would be @defer, which a subgraph's schema does not have.
  const text = reply.body.kind === 'complete' ? reply.body.string : '';
  answer(res, reply.status ?? 200, text, { 'cache-control': 'no-store' });
}

function contextFor(service: Service, header: unknown, raw: Buffer): Context | undefined {
  try {
    const pass = verifyPass(service.passKey, header, raw);
    return pass.kind === 'CALL' ? service.contextOf(principalOf(pass, service.cities)) : undefined;
  } catch (error) {
    if (error instanceof PassRefused) return undefined;
    throw error;
  }
}

function requestIn(raw: Buffer): object | undefined {
  try {
    const body: unknown = JSON.parse(raw.toString());
    return typeof body === 'object' && body !== null && 'query' in body ? body : undefined;
  } catch {
    return undefined;
  }
}

function apolloOf({ schema, report }: Pick<Service, 'schema' | 'report'>): ApolloServer<Context> {
  const languages = new WeakMap<object, Context['language']>();
  return new ApolloServer<Context>({
    schema,
    introspection: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    // The process has its own way to stop; Apollo's would raise the signal again.
    stopOnTerminationSignals: false,
    // Parsed and validated documents stay in Apollo's own bounded cache (documentStore, 30 MiB).
    plugins: [
      // Each of these but the last two would hook every field of every object.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      languagesOf(languages),
    ],
    formatError: (formatted: GraphQLFormattedError, error: unknown) =>
      mask(error, (isObject(error) && languages.get(error)) || 'id', report, formatted),
  });
}

/** Remembers whose error it is: formatError is not told the context. */
function languagesOf(languages: WeakMap<object, Context['language']>): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors as readonly GraphQLError[]) languages.set(error, contextValue.language);
        },
      };
    },
  };
}

const isObject = (it: unknown): it is object => typeof it === 'object' && it !== null;
