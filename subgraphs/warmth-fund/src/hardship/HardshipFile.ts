import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExitReason, HardshipCategory, HardshipCause, HardshipStatus } from '../schema.gen.ts';

/** The file of a household in hardship, by the worker at its head. */
@Entity('hardship_file')
export class HardshipFile {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'file_no' })
  fileNo!: string;

  @Column('uuid', { name: 'head_member_id' })
  headMemberId!: string;

  /** Null for a draft of which nothing is known yet. */
  @Column('uuid', { name: 'household_id' })
  householdId!: string | null;

  @Column('text', { name: 'category' })
  category!: HardshipCategory | null;

  @Column('text', { name: 'causes', array: true })
  causes!: HardshipCause[];

  /** The line in force on the day on which it was opened. */
  @Column('bigint', { name: 'line_fen' })
  lineFen!: bigint | null;

  /** Where the proof of a sudden loss is kept. */
  @Column('text', { name: 'evidence_ref' })
  evidenceRef!: string | null;

  /** When the last income was proven; null until each one is. */
  @Column('timestamptz', { name: 'income_proven_at' })
  incomeProvenAt!: Date | null;

  @Column('bigint', { name: 'per_capita_monthly_fen' })
  perCapitaMonthlyFen!: bigint | null;

  @Column('text', { name: 'status' })
  status!: HardshipStatus;

  @Column('date', { name: 'opened_on' })
  openedOn!: string;

  @Column('uuid', { name: 'opened_by' })
  openedBy!: string | null;

  @Column('text', { name: 'approved_by' })
  approvedBy!: string | null;

  @Column('timestamptz', { name: 'approved_at' })
  approvedAt!: Date | null;

  @Column('date', { name: 'active_from' })
  activeFrom!: string | null;

  @Column('date', { name: 'active_to' })
  activeTo!: string | null;

  /** From this day on an active file is due for review; null unless it is active. */
  @Column('date', { name: 'review_due_on' })
  reviewDueOn!: string | null;

  @Column('text', { name: 'exit_reason' })
  exitReason!: ExitReason | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** The request to 12351 that it answers to, and the version of it that was last heard of (J-05). */
  @Column('uuid', { name: 'service_request_id' })
  serviceRequestId!: string | null;

  @Column('int', { name: 'request_version' })
  requestVersion!: number | null;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
