import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Loss } from '../paid-loss/paidLoss.ts';

export type AidStatus =
  | 'SUBMITTED'
  | 'CHECKED'
  | 'REVIEWED'
  | 'APPROVED'
  | 'PAYABLE'
  | 'PAID'
  | 'CLOSED'
  | 'RETURNED'
  | 'REJECTED'
  | 'CANCELLED';

@Entity('aid_application')
export class AidApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  /** The household's file at the time of the application; null where it had none in force. */
  @Column('uuid', { name: 'file_id' })
  fileId!: string | null;

  @Column('uuid', { name: 'household_id' })
  householdId!: string | null;

  @Column('uuid', { name: 'cycle_id' })
  cycleId!: string;

  @Column('bigint', { name: 'requested_fen' })
  requestedFen!: bigint;

  @Column('bigint', { name: 'approved_fen' })
  approvedFen!: bigint | null;

  @Column('text', { name: 'status' })
  status!: AidStatus;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('text', { name: 'account_masked' })
  accountMasked!: string | null;

  @Column('text', { name: 'applied_by' })
  appliedBy!: string | null;

  @Column('text', { name: 'checked_by' })
  checkedBy!: string | null;

  @Column('text', { name: 'reviewed_by' })
  reviewedBy!: string | null;

  @Column('text', { name: 'approved_by' })
  approvedBy!: string | null;

  /** Why it was last sent back, rejected or cancelled. */
  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('text', { name: 'loss_kind' })
  lossKind!: Loss['kind'] | null;

  @Column('date', { name: 'loss_on' })
  lossOn!: string | null;

  /** Whether a caseworker has seen that this loss is another event than what another book pays for close by. */
  @Column('boolean', { name: 'is_another_event' })
  isAnotherEvent!: boolean;

  /** The budget in which the approved amount is committed or spent. */
  @Column('uuid', { name: 'budget_id' })
  budgetId!: string | null;

  @Column('text', { name: 'rule_version' })
  ruleVersion!: string | null;

  @Column('timestamptz', { name: 'checked_at' })
  checkedAt!: Date | null;

  /** What of the scheme's rule did not hold at the last check. */
  @Column('text', { name: 'reasons', array: true })
  reasons!: string[];

  @Column('timestamptz', { name: 'applied_at' })
  appliedAt!: Date;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
