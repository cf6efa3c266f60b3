import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { createDataSource } from '../database/dataSource.ts';
import { openAudit } from './audit.ts';
import { instant } from './auditEvent.ts';

/** What somebody does with the databases themselves, and not by a mutation. */
export interface OperatorAct {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  /** What was done, in the place of a mutation: `audit:restore`. */
  readonly coordinate: string;
  /** What it was done to. */
  readonly entityIds: readonly string[];
}

interface OperatorActOptions {
  readonly subgraph: string;
  /** With a role that may write audit rows. */
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  readonly log: Logger;
}

/** Writes an act of an operator into the audit of a service, and seals it, whether the service runs or not. */
export async function recordOperatorAct(
  { subgraph, databaseUrl, serviceKey, log }: OperatorActOptions,
  { id, at, actor, coordinate, entityIds }: OperatorAct,
): Promise<void> {
  const dataSource = await createDataSource({ url: databaseUrl, entities: [], poolSize: 1 }).initialize();
  const audit = openAudit({
    subgraph,
    dataSource,
    databaseUrl,
    serviceKey,
    passportKeys: { keys: [] },
    log,
    onBroken: () => undefined,
  });
  try {
    await audit.record({
      id,
      at: instant(at),
      actor,
      personId: null,
      roles: [],
      purpose: null,
      coordinates: [coordinate],
      entityIds,
      decision: 'ALLOWED',
      requestId: null,
      repeats: 1,
    });
  } finally {
    await audit.stop();
    await dataSource.destroy();
  }
}
