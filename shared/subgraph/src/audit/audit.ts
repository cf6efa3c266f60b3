import type { JSONWebKeySet, JWK } from 'jose';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { type AuditEvent, createAuditSigner, signed } from './auditEvent.ts';
import { type AuditHead, auditHeadText, keepHeadsOfOthers } from './heads.ts';
import { collectRepeats } from './repeats.ts';
import { startSealer } from './sealer.ts';

/** The audit of one service: every mutation leaves a row, which is signed when it is written and sealed a tenth of a second later. */
export interface Audit {
  /** The key that verifies its rows and seals; `kid` names the service. */
  readonly publicKey: JWK;
  /** The parameters of {@link INSERT_AUDIT} for one row. */
  parameters(event: AuditEvent): unknown[];
  /** Writes a row in a transaction of its own. */
  record(event: AuditEvent): Promise<void>;
  /** Writes the row of a refused call, or counts the call to a row of the same kind. */
  refused(event: AuditEvent): Promise<void>;
  /** Notes that a row was committed, by its id; null for a call that wrote no row. */
  written(id: string | null): void;
  /** The newest seal as the attribute `audithead` of events; null before the first. */
  headText(): string | null;
  /** The newest seal in the database; null before the first, and when this service did not sign it. */
  readHead(): Promise<AuditHead | null>;
  /** The ids of rows that this process committed, and that have waited for their seal for more than a second. */
  overdue(): readonly string[];
  /** Keeps the head in the attribute `audithead` of an event that `issuer` sent, as an anchor for the next seal. */
  takeHead(issuer: string, text: unknown): void;
  stop(): Promise<void>;
}

/** The first eleven parameters are the row's, in the order of {@link Audit.parameters}. */
export const INSERT_AUDIT = `insert into audit_event
  (id, at, actor, person_id, roles, coordinates, entity_ids, decision, request_id, repeats, key_id, signature)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

interface AuditOptions {
  readonly subgraph: string;
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  /** The keys of other services, whose audit heads are kept. */
  readonly passportKeys: JSONWebKeySet;
  readonly log: Logger;
  readonly onBroken: () => void;
}

/** Opens the audit of a service and starts its sealer. `onBroken` is called when the audit contains something that this service did not write. */
export function openAudit({ subgraph, dataSource, databaseUrl, serviceKey, passportKeys, log, onBroken }: AuditOptions): Audit {
  const signer = createAuditSigner(subgraph, serviceKey);
  const others = keepHeadsOfOthers(passportKeys, log, () => sealer.headReceived());
  const sealer = startSealer({ databaseUrl, signer, others, log, onBroken });
  const parameters = (event: AuditEvent): unknown[] => {
    const { id, at, actor, personId, roles, coordinates, entityIds, decision, requestId, repeats, keyId, signature } = signed(
      signer,
      event,
    );
    return [id, at, actor, personId, roles, coordinates, entityIds, decision, requestId, repeats, keyId, signature];
  };
  const write = async (event: AuditEvent): Promise<void> => {
    await dataSource.query(INSERT_AUDIT, parameters(event));
    sealer.rowCommitted(event.id);
  };
  const refusals = collectRepeats<AuditEvent>({
    kindOf: ({ actor, coordinates, decision }) => JSON.stringify([actor, coordinates, decision]),
    join: (_, next) => next,
    write: (event, repeats) => write({ ...event, repeats }),
    onLost: (error) => log.warn({ reason: error.message }, 'counts of refused calls are lost'),
  });
  const { kty, crv, x } = serviceKey;
  return {
    publicKey: { kty, crv, x, kid: subgraph } as JWK,
    parameters,
    record: write,
    refused: async (event) => {
      const now = refusals.take(event);
      if (now) await write(now);
    },
    written: (id) => {
      if (id !== null) sealer.rowCommitted(id);
    },
    headText: () => {
      const head = sealer.head();
      return head && auditHeadText(head);
    },
    readHead: sealer.readHead,
    overdue: sealer.overdue,
    takeHead: others.take,
    stop: async () => {
      await refusals.flush();
      await sealer.stop();
    },
  };
}
