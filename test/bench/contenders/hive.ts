import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';

// Loaded by name: their types widen those of graphql-js for every program that is checked together with this one.
const load = (name: string) => import(name);
const { createGatewayRuntime }: { createGatewayRuntime: (options: object) => RequestListener } =
  await load('@graphql-hive/gateway');
const { unifiedGraphHandler }: { unifiedGraphHandler: unknown } = await load('@graphql-hive/router-runtime');

// The third argument chooses the planner: `rust` is that of router-runtime, anything else the built-in one. The fourth tells
// whether calls to subgraphs that are under way are shared (`shared`).
const [, , supergraph = '', port = '', planner, sharing] = process.argv;
const runtime = createGatewayRuntime({
  supergraph: readFileSync(supergraph, 'utf8'),
  logging: false,
  landingPage: false,
  graphiql: false,
  transportEntries: { '*': { options: { deduplicateInflightRequests: sharing === 'shared' } } },
  ...(planner === 'rust' && { unifiedGraphHandler }),
});
createServer(runtime).listen(Number(port), '127.0.0.1');
