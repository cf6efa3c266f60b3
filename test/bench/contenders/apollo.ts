import { readFileSync } from 'node:fs';

// The library reports its use to its maker unless told otherwise before it is loaded.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const { ApolloGateway } = await import('@apollo/gateway');
const { ApolloServer } = await import('@apollo/server');
const { startStandaloneServer } = await import('@apollo/server/standalone');

const [, , supergraph = '', port = ''] = process.argv;
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraph, 'utf8') });
await startStandaloneServer(new ApolloServer({ gateway, introspection: false }), {
  listen: { host: '127.0.0.1', port: Number(port) },
});
