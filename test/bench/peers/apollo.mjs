// @apollo/server in front of @apollo/gateway, started as its documentation starts it.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(process.argv[2], 'utf8'), logger: quiet });
const apollo = new ApolloServer({ gateway, logger: quiet });
const { url } = await startStandaloneServer(apollo, { listen: { port: 0, host: '127.0.0.1' } });
process.send({ ready: Number(new URL(url).port) });
