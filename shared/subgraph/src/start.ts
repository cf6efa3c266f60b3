import { createPassportSigner, createPassportVerifier } from '@union-graph/identity';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { openAudit } from './audit/audit.ts';
import { type Config, readConfig } from './config.ts';
import { isDatabaseAway } from './database/away.ts';
import { createDataSource } from './database/dataSource.ts';
import { migrate } from './database/migrate.ts';
import { roleFaults } from './database/roleFaults.ts';
import type { SubgraphDefinition } from './define.ts';
import { openPresentUnions } from './directory/presentViewer.ts';
import { endOnSignals } from './ending.ts';
import { handlersOf } from './events/handlers.ts';
import { type Lanes, startLanes } from './events/lanes.ts';
import type { CloudEvent } from './events/publish.ts';
import { createCursors } from './graph/cursors.ts';
import { makeGraph } from './graph/server.ts';
import { type Metrics, makeSubgraphMetrics } from './http/metrics.ts';
import { makeRoutes, type RouteContext } from './http/routes.ts';
import { serve } from './http/server.ts';
import { startJobs } from './jobs.ts';
import { requestSnapshots } from './known/snapshots.ts';
import { openLog } from './log.ts';
import { openStore } from './objects/openStore.ts';
import { mergeConstraints } from './people/memberMerges.ts';
import { openMergedRecords } from './people/mergedRecords.ts';
import { openRuleNumbers } from './rule-numbers/values.ts';
import { SettingsError } from './settings.ts';
import { openTracing, type Tracing } from './tracing.ts';

export interface RunningSubgraph {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface StartOptions extends Config {
  /** Where the work on requests is traced to; nowhere unless set. */
  readonly tracing?: Tracing | null;
  /** The log of the process that it runs in; a log of its own where there is none. */
  readonly log?: Logger;
  readonly onStatement?: (sql: string) => void;
  /** How long a statement may take, and a request wait for a connection, in place of the usual limits; for tests on a busy machine. */
  readonly databaseTimeoutMs?: number;
  /** Ends the start while the database does not answer; its promise is rejected then. */
  readonly signal?: AbortSignal;
}

/** Starts a subgraph as this process, with settings from the environment; stops cleanly on SIGTERM and SIGINT. */
export async function startSubgraph(definition: SubgraphDefinition): Promise<void> {
  const ending = endOnSignals();
  const config = configOf(definition);
  const tracing = await openTracing(definition.name, process.env);
  const running = await openSubgraph(definition, { ...config, tracing }).catch(endWithFaults);
  ending.by(running.stop);
}

/** The settings of this process; where they are at fault it ends with the faults, since a stack would tell nothing more. */
function configOf({ name, settingFaults }: SubgraphDefinition): Config {
  try {
    return readConfig(process.env, name, settingFaults);
  } catch (error) {
    return endWithFaults(error);
  }
}

function endWithFaults(error: unknown): never {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

/**
 * Starts a subgraph inside this process. Waits until its database answers; gives its address and how to stop it. Throws {@link SettingsError}
 * for a database role with rights that the service must not have, where it is to look at them.
 */
export async function openSubgraph(definition: SubgraphDefinition, options: StartOptions): Promise<RunningSubgraph> {
  const log = options.log ?? openLog(definition.name, options.logLevel);
  const starting = { log, signal: options.signal };
  const dataSource = await openDatabase(definition, options, starting);
  return openOnDatabase(definition, options, dataSource, starting).catch(async (error: unknown) => {
    // Whoever tries again opens its own connections.
    await dataSource.destroy().catch(() => undefined);
    throw error;
  });
}

async function openOnDatabase(
  definition: SubgraphDefinition,
  options: StartOptions,
  dataSource: DataSource,
  starting: Starting,
): Promise<RunningSubgraph> {
  const { name } = definition;
  const { log } = starting;
  const metrics = makeSubgraphMetrics(name);
  const { databaseUrl, subscribers } = options;
  const { numbers, merged, unions } = await openCopies(definition, dataSource, starting);
  const audit = openAudit({ ...options, subgraph: name, dataSource, log, onBroken: () => metrics.auditBroken.inc() });
  let ownUrl = '';
  const objects = openStore(definition.keepsFiles ? options.objects : null, () => `${ownUrl}/objects`);
  const constraints = { ...mergeConstraints, ...definition.constraints };
  const transactions = { dataSource, subgraph: name, subscribers, constraints, numbers, merged, unions, audit, objects };
  // Before an event comes in: a table that has rows now was filled with a data set.
  if (options.requestsSnapshots)
    await untilAnswered(starting, () => requestSnapshots(definition, handlersOf(definition), transactions));
  const graph = makeGraph(definition, countErrors(metrics, reporterOf(log)));
  await graph.start();
  let lanes: Lanes | null = null;
  const lags = async () => lanes?.lags() ?? [];
  const http = await serveRoutes({ definition, graph, transactions, metrics, lags, log }, options);
  ownUrl = http.url;
  log.info({ url: http.url }, 'ready');
  // Requests need not wait for the work in the background.
  const jobs = await untilAnswered(starting, () => startJobs(definition, transactions, databaseUrl, log, metrics));
  const sign = await createPassportSigner(name, options.serviceKey);
  lanes = startLanes({ subgraph: name, subscribers, databaseUrl, sign, auditHead: audit.headText, log, metrics });
  const stop = async () => {
    await http.stop();
    await lanes?.stop();
    await jobs.stop().catch(() => undefined);
    await graph.stop();
    numbers.stop();
    merged.stop();
    unions.stop();
    await audit.stop();
    await dataSource.destroy();
    await options.tracing?.stop();
  };
  return { url: http.url, stop };
}

type ServedParts = Pick<RouteContext, 'definition' | 'graph' | 'transactions' | 'metrics' | 'lags'> & { readonly log: Logger };

/** Serves the graph, and `/ready` and `/metrics` on a port of their own where the settings name one. `/ready` fails while it stops. */
async function serveRoutes({ log, ...parts }: ServedParts, options: StartOptions) {
  const { name } = parts.definition;
  const { allowTestClock, operations, tracing = null, receiveMs } = options;
  let stopping = false;
  const context: RouteContext = {
    ...parts,
    cursors: createCursors(name, options.cursorSecrets),
    verify: createPassportVerifier(name, options.passportKeys),
    allowTestClock,
    troubles: async () => (stopping ? ['The service is stopping.'] : databaseTroubles(parts.transactions.dataSource)),
    onRefusedEvent: logRefusedEvents(log),
  };
  const reportFault = reporterOf(log);
  const onFault = (error: unknown) => reportFault(error, 'a request failed');
  const watch = { metrics: parts.metrics, tracing, ...(receiveMs !== undefined && { receiveMs }), onFault };
  const server = await serve(options.host, options.port, makeRoutes(context, operations ? 'graph' : 'all'), watch);
  const status = operations && (await serve(operations.host, operations.port, makeRoutes(context, 'status'), watch));
  return {
    url: server.url,
    stop: async () => {
      stopping = true;
      await server.close();
      await status?.close();
    },
  };
}

/** Counts refusals and masked errors, and reports the masked ones. */
const countErrors = (metrics: Metrics, reportFault: ReportFault) => ({
  onMasked: (error: unknown, errorId: string): void => {
    metrics.masked.inc();
    reportFault(error, 'masked error', { errorId });
  },
  onRefused: (code: string): void => metrics.refusals.inc({ code }),
});

/** What the process keeps a copy of. */
async function openCopies(definition: SubgraphDefinition, dataSource: DataSource, starting: Starting) {
  const opened: { stop(): void }[] = [];
  const open = async <Copy extends { stop(): void }>(attempt: () => Promise<Copy>): Promise<Copy> => {
    const copy = await untilAnswered(starting, attempt);
    opened.push(copy);
    return copy;
  };
  try {
    const numbers = await open(() => openRuleNumbers(dataSource));
    const merged = await open(() => openMergedRecords(dataSource));
    const unions = await open(() => openPresentUnions(dataSource, definition));
    return { numbers, merged, unions };
  } catch (error) {
    for (const copy of opened) copy.stop();
    throw error;
  }
}

const logRefusedEvents =
  (log: Logger) =>
  ({ id, type, subject }: CloudEvent, reason: string): void =>
    log.warn({ event: id, type, subject, reason }, 'an event was refused; its sender tries it again and then sets it aside');

const databaseTroubles = (dataSource: DataSource): Promise<string[]> =>
  dataSource.query('select 1').then(
    () => [],
    () => ['The database does not answer.'],
  );

/** Connects to the database, once it answers: migrated where that is asked for, and with a role that has no more rights than it should. */
async function openDatabase(definition: SubgraphDefinition, options: StartOptions, starting: Starting): Promise<DataSource> {
  const { migratorUrl, databaseUrl, databaseTimeoutMs, onStatement } = options;
  const dataSource = createDataSource({
    url: databaseUrl,
    entities: definition.entities,
    ...(onStatement ? { onStatement } : {}),
    ...(databaseTimeoutMs ? { statementTimeoutMs: databaseTimeoutMs, connectionTimeoutMs: databaseTimeoutMs } : {}),
  });
  if (migratorUrl) await untilAnswered(starting, () => migrate(definition, migratorUrl));
  await untilAnswered(starting, () => dataSource.initialize());
  if (!options.checksRole) return dataSource;
  const query = (text: string, values: unknown[]) => dataSource.query<unknown>(text, values);
  const faults = await untilAnswered(starting, () => roleFaults(query, definition.appendOnly));
  if (faults.length === 0) return dataSource;
  await dataSource.destroy();
  throw new SettingsError(definition.name, faults);
}

type ReportFault = (error: unknown, what: string, details?: object) => void;

/** Writes faults to the log: as a warning without a stack where only the database does not answer. */
const reporterOf =
  (log: Logger): ReportFault =>
  (error, what, details = {}) => {
    if (isDatabaseAway(error)) log.warn({ reason: (error as Error).message, ...details }, 'the database does not answer');
    else log.error({ err: error, ...details }, what);
  };

interface Starting {
  readonly log: Logger;
  readonly signal: AbortSignal | undefined;
}

/** A service may start before its database does; it tries on with growing pauses, up to a second, and says so. */
async function untilAnswered<Result>({ log, signal }: Starting, attempt: () => Promise<Result>): Promise<Result> {
  for (let pause = 100; ; pause = Math.min(pause * 2, 1_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isDatabaseAway(error) || signal?.aborted) throw error;
      log.warn({ reason: (error as Error).message }, 'the database does not answer yet');
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}
