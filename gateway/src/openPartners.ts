import { createAccessLog } from './accounts/accessLog.ts';
import { createAttemptWindows } from './accounts/attempts.ts';
import { logKeysOf } from './accounts/logKeys.ts';
import { createOperationUses } from './accounts/operationUses.ts';
import { startQuotaSweep } from './accounts/quotaSweep.ts';
import { watchSafelists } from './accounts/safelists.ts';
import { watchAgreementState } from './agreements/agreementState.ts';
import type { Core } from './core.ts';
import type { Graph } from './generations/graph.ts';
import { createDeveloperTokens } from './identity/developerToken.ts';
import { createStopCheck } from './partners/checkStops.ts';
import { createDeveloperAdmission } from './partners/developers.ts';
import { createPartnerAdmission } from './partners/partnerAdmission.ts';
import { createPartnerGuard } from './partners/partnerGuard.ts';
import { createSeenClients } from './partners/seenClients.ts';
import { openWitness } from './witness/witness.ts';

/** Agreements, emergency stops, quotas and the access log; null for a gateway without sign-in or without a database. */
export function openPartners({ config, metrics, log }: Core, graph: Graph, authorization: (audience: string) => Promise<string>) {
  const { governance, signIn } = config;
  if (!governance || !signIn) return null;
  const source = watchAgreementState(governance.databaseUrl, log);
  const stopSweep = startQuotaSweep(source.pool, log);
  const operationUses = createOperationUses(source.pool, log);
  const safelists = watchSafelists(governance.databaseUrl, log);
  const { serviceKey } = signIn;
  const attempts = createAttemptWindows(config.attempts);
  const logKeys = logKeysOf(serviceKey, governance.logKeys);
  const witness = openWitness({
    subgraphs: config.graph.kind === 'subgraphs' ? config.graph.subgraphs : [],
    authorization,
    serviceKey,
    logKeys,
    maxBytes: config.calls.maxBytes,
    // All processes append to the same files, where verification reads them: each line names its process.
    folder: governance.witnessFolder ?? null,
    log,
    onBroken: (subgraph) => metrics.accounts.auditHeadsBroken.inc({ subgraph }),
  });
  const accessLog = createAccessLog({ ...governance, serviceKey, attempts, witness, log, metrics: metrics.accounts });
  return {
    accessLog,
    logKeys,
    admission: createPartnerAdmission(source, log),
    admitDeveloper: createDeveloperAdmission(source.pool, createDeveloperTokens(serviceKey), log),
    seenClients: createSeenClients(source.pool, log),
    guard: createPartnerGuard({ graph, source, writer: accessLog.writer, attempts }),
    checkStops: createStopCheck(source),
    operationUses,
    safelists,
    stop: async () => {
      stopSweep();
      await witness.stop();
      await operationUses.stop();
      await safelists.stop();
      await source.stop();
    },
  };
}

/** The parts of a gateway that knows partners. */
export type PartnerParts = NonNullable<ReturnType<typeof openPartners>>;
