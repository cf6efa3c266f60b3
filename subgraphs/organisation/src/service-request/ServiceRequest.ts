import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel, RequestDifficulty, RequestTarget, ServiceGoal } from '../schema.gen.ts';
import type { RequestStatus } from './rules.ts';

@Entity('service_request')
export class ServiceRequest {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'channel' })
  channel!: Channel;

  @Column('text', { name: 'category' })
  category!: ServiceGoal;

  @Column('text', { name: 'topic' })
  topic!: string;

  @Column('text', { name: 'text' })
  text!: string;

  @Column('uuid', { name: 'requester_id' })
  requesterId!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** The stored status. `requestStatusAt` computes the status at an instant from it. */
  @Column('text', { name: 'status' })
  status!: RequestStatus;

  @Column('text', { name: 'difficulty' })
  difficulty!: RequestDifficulty | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  /** The end of the last limit that was missed; null for none. Each limit escalates once. */
  @Column('timestamptz', { name: 'escalated_at' })
  escalatedAt!: Date | null;

  @Column('text', { name: 'target' })
  target!: RequestTarget | null;

  @Column('text', { name: 'handled_by_type' })
  handledByType!: string | null;

  @Column('uuid', { name: 'handled_by_id' })
  handledById!: string | null;

  /** The version that it had when it was last handed on; what services tell of an earlier one comes too late. */
  @Column('int', { name: 'dispatched_version' })
  dispatchedVersion!: number | null;

  @Column('text', { name: 'answer' })
  answer!: string | null;

  @Column('timestamptz', { name: 'resolved_at' })
  resolvedAt!: Date | null;

  @Column('int', { name: 'satisfaction' })
  satisfaction!: number | null;

  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date | null;

  /** When it was opened again; that may be once. */
  @Column('timestamptz', { name: 'reopened_at' })
  reopenedAt!: Date | null;

  @Column('uuid', { name: 'duplicate_of_id' })
  duplicateOfId!: string | null;

  /** The cadre's visit on which it was asked for (S-18). */
  @Column('uuid', { name: 'contact_visit_id' })
  contactVisitId!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
