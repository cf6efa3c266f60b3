import { Column, PrimaryColumn } from 'typeorm';
import { insertRow, updateRow } from '../database/rows.ts';
import type { EventHandler } from '../events/receive.ts';
import { newId } from '../ids.ts';
import { refuseIf } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { resolveRequest, takeRequests } from './dispatched.ts';

/** The columns of an entity that is made of requests to 12351 alone (J-05), and is closed with a note. */
export abstract class RequestRow {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'service_request_id' })
  serviceRequestId!: string;

  /** The version of the request that the row was last told of. */
  @Column('int', { name: 'request_version' })
  requestVersion!: number;

  /** Null for somebody without a record. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('text', { name: 'status' })
  status!: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** Null while it is open. */
  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}

interface RequestRows {
  readonly target: string;
  readonly entity: new () => RequestRow;
  /** The status of a new row. */
  readonly firstStatus: string;
}

/** Has each request that is handed to this subgraph become a row of the entity; see {@link takeRequests}. */
export const takeAsRows = ({ target, entity, firstStatus }: RequestRows): EventHandler =>
  takeRequests<RequestRow>({
    target,
    entity,
    versionOf: ({ requestVersion }) => requestVersion,
    isOpen: ({ closedAt }) => closedAt === null,
    take: async (tx, { id, version, memberId, districtCode, scopePath, dueAt }, open) =>
      open ??
      insertRow(tx.db, entity, {
        id: newId(),
        serviceRequestId: id,
        requestVersion: version,
        memberId,
        districtCode,
        scopePath,
        status: firstStatus,
        dueAt: new Date(dueAt),
        note: null,
        receivedAt: tx.now,
        closedAt: null,
        version: 1,
      }),
    giveBack: (tx, open, { version }) =>
      updateRow(tx.db, entity, open, {
        requestVersion: version,
        status: 'DECLINED',
        note: '已转其他部门办理',
        closedAt: tx.now,
      }),
  });

/** Closes a row with its last status and a note; organisation hears of it, and the request is answered (J-05). `INVALID_TRANSITION`. */
export async function closeRequestRow<Row extends RequestRow>(
  tx: Tx,
  entity: new () => Row,
  row: Row,
  end: { readonly status: Row['status']; readonly note: string },
): Promise<Row> {
  refuseIf(row.closedAt !== null, 'INVALID_TRANSITION', `This one is ${row.status}; that state is final.`, { field: 'status' });
  const closed = await updateRow(tx.db, entity, row, { ...end, closedAt: tx.now } as unknown as Partial<Row>);
  await resolveRequest(tx, closed, entity.name, closed.status);
  return closed;
}
