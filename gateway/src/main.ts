import { parseArgs } from 'node:util';
import { endOnSignals, openTracing } from '@union-graph/subgraph';
import { ConfigError, openConfig, openFaults, readConfig } from './config.ts';
import { startGateway } from './server.ts';

const HELP = `gateway                                        serve the subgraphs named in SUBGRAPHS (see gateway/README.md)
gateway --supergraph FILE [--port N] --open    serve a supergraph file without sign-in and access rules`;

async function main(): Promise<void> {
  const ending = endOnSignals();
  const { values } = parseArgs({
    options: { supergraph: { type: 'string' }, port: { type: 'string' }, open: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  if (Boolean(values.supergraph) !== Boolean(values.open))
    throw new ConfigError(['--supergraph and --open go together: a supergraph file is served without access rules.']);
  const faults = values.open ? openFaults(process.env) : [];
  if (faults.length > 0) throw new ConfigError(faults);
  const port = values.port ?? process.env.PORT ?? '4000';
  if (!/^\d{1,5}$/.test(port)) throw new ConfigError([`The port is not a number: "${port}".`]);
  const config = values.supergraph
    ? openConfig(process.env, { file: values.supergraph, port: Number(port) })
    : readConfig({ ...process.env, PORT: port });
  const gateway = await startGateway(config, undefined, await openTracing('gateway', process.env));
  ending.by(gateway.stop);
  console.log(`The graph answers at ${gateway.url}/graphql`);
  void gateway.unfit?.then((error) => {
    console.error(error.message);
    ending.end(1);
  });
}

main().catch((error: unknown) => {
  // The message is enough for a missing file, a port in use or an unknown option; the stack is not.
  console.error(process.env.LOG_LEVEL === 'debug' ? error : (error as Error).message);
  process.exit(1);
});
