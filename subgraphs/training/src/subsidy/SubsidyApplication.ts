import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SubsidyStatus } from './rules.ts';

@Entity('subsidy_application')
export class SubsidyApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'certificate_id' })
  certificateId!: string;

  @Column('text', { name: 'cert_no' })
  certNo!: string;

  @Column('int', { name: 'level' })
  level!: number;

  @Column('date', { name: 'issued_at' })
  issuedAt!: string;

  @Column('text', { name: 'rule_code' })
  ruleCode!: string;

  @Column('date', { name: 'rule_from' })
  ruleFrom!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('uuid', { name: 'employer_id' })
  employerId!: string;

  @Column('date', { name: 'employed_from' })
  employedFrom!: string;

  @Column('date', { name: 'employed_to' })
  employedTo!: string | null;

  @Column('text', { name: 'status' })
  status!: SubsidyStatus;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;

  @Column('uuid', { name: 'verified_by' })
  verifiedBy!: string | null;

  @Column('timestamptz', { name: 'verified_at' })
  verifiedAt!: Date | null;

  @Column('uuid', { name: 'approved_by' })
  approvedBy!: string | null;

  @Column('timestamptz', { name: 'approved_at' })
  approvedAt!: Date | null;

  @Column('uuid', { name: 'rejected_by' })
  rejectedBy!: string | null;

  @Column('timestamptz', { name: 'rejected_at' })
  rejectedAt!: Date | null;

  @Column('text', { name: 'rejected_reason' })
  rejectedReason!: string | null;

  @Column('timestamptz', { name: 'payment_requested_at' })
  paymentRequestedAt!: Date | null;

  /** The fund's payment for this application, and the version of it that the last event told of. */
  @Column('uuid', { name: 'disbursement_id' })
  disbursementId!: string | null;

  @Column('int', { name: 'disbursement_version' })
  disbursementVersion!: number | null;

  @Column('text', { name: 'payment_failure' })
  paymentFailure!: string | null;

  @Column('timestamptz', { name: 'paid_at' })
  paidAt!: Date | null;

  /** Whether it was withdrawn with its certificate, also once the bank paid all the same: the number is free for who holds it. */
  @Column('boolean', { name: 'was_withdrawn', default: false })
  wasWithdrawn!: boolean;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
