import { parseArgs } from 'node:util';
import { type Ending, endOnSignals, openLog, openTracing } from '@union-graph/subgraph';
import { ConfigError, type GatewayConfig, openConfig, openFaults, readConfig } from './config.ts';
import { startGateway } from './server.ts';
import { UNFIT } from './workers/messages.ts';
import { startWorkers } from './workers/primary.ts';
import { openWorker, type Worker } from './workers/worker.ts';

const HELP = `gateway                                        serve the subgraphs named in SUBGRAPHS (see gateway/README.md)
gateway --supergraph FILE [--port N] --open    serve a supergraph file without sign-in and access rules

WORKERS=auto gateway …                         one process for each processor; SIGHUP replaces them one by one`;

async function main(): Promise<void> {
  const ending = endOnSignals();
  const { values } = parseArgs({
    options: { supergraph: { type: 'string' }, port: { type: 'string' }, open: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const config = configOf(values);
  const worker = openWorker();
  if (worker || config.workers === 1) await serve(config, worker, ending);
  else await lead(config, ending);
}

function configOf(values: { readonly supergraph?: string; readonly port?: string; readonly open?: boolean }): GatewayConfig {
  if (Boolean(values.supergraph) !== Boolean(values.open))
    throw new ConfigError(['--supergraph and --open go together: a supergraph file is served without access rules.']);
  const faults = values.open ? openFaults(process.env) : [];
  if (faults.length > 0) throw new ConfigError(faults);
  const port = values.port ?? process.env.PORT ?? '4000';
  if (!/^\d{1,5}$/.test(port)) throw new ConfigError([`The port is not a number: "${port}".`]);
  return values.supergraph
    ? openConfig(process.env, { file: values.supergraph, port: Number(port) })
    : readConfig({ ...process.env, PORT: port });
}

const sayUrl = (url: string): void => console.log(`The graph answers at ${url}/graphql`);

/** Serves the graph in this process, alone or as one of several workers. */
async function serve(config: GatewayConfig, worker: Worker | null, ending: Ending): Promise<void> {
  const log = openLog('gateway', config.logLevel);
  const own = worker ? log.child({ worker: worker.slot }) : log;
  const gateway = await startGateway(config, own, await openTracing('gateway', process.env), worker);
  ending.by(gateway.stop);
  if (worker) worker.serving();
  else sayUrl(gateway.url);
  worker?.onRetire(() => {
    void gateway
      .retire()
      .then(worker.sendMetrics)
      .then(() => ending.end(0));
  });
  void gateway.unfit?.then((error) => {
    console.error(error.message);
    ending.end(worker ? UNFIT : 1);
  });
}

/** Starts the workers that serve the graph on one port. */
async function lead({ workers: count, host, port, logLevel }: GatewayConfig, ending: Ending): Promise<void> {
  const log = openLog('gateway', logLevel);
  const workers = await startWorkers({ count, host, port, log, onServing: sayUrl, onUnfit: () => ending.end(1) });
  ending.by(workers.stop);
  process.on('SIGHUP', () => void workers.replaceAll());
}

main().catch((error: unknown) => {
  // The message is enough for a missing file, a port in use or an unknown option; the stack is not.
  console.error(process.env.LOG_LEVEL === 'debug' ? error : (error as Error).message);
  process.exit(1);
});
