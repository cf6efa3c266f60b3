import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { createDataSource } from '../database/dataSource.ts';
import { openAudit } from './audit.ts';
import { instant } from './auditEvent.ts';

/** An act of an operator on the databases, outside of any mutation. */
export interface OperatorAct {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  /** The name of the act, in the place of a mutation: `audit:restore`. */
  readonly coordinate: string;
  /** The names of the parts that the act concerns. */
  readonly entityIds: readonly string[];
}

interface OperatorActOptions {
  readonly subgraph: string;
  /** With a role that may insert audit rows and seals. */
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  readonly log: Logger;
}

/** Writes an act of an operator into the audit of a service, and seals it. The service may be stopped or running. */
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
