// Hive Gateway's runtime: `stitching` is its JavaScript executor, `rust` its Rust planner with router-runtime.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const [supergraph, executor] = process.argv.slice(2);
const gateway = createGatewayRuntime({
  supergraph: readFileSync(supergraph, 'utf8'),
  ...(executor === 'rust' && { unifiedGraphHandler }),
  transportEntries: {
    '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } },
  },
  logging: false,
  graphiql: false,
  landingPage: false,
  maskedErrors: false,
});
const server = createServer(gateway);
const sockets = new WebSocketServer({ server, path: '/graphql' });
useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (context, _id, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = gateway.getEnveloped({
        ...context,
        req: context.extra.request,
        socket: context.extra.socket,
        params,
      });
      const args = {
        schema: schema ?? (await gateway.getSchema()),
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = args.schema ? validate(args.schema, args.document) : [];
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);
server.listen(0, '127.0.0.1', () => process.send({ ready: server.address().port }));
