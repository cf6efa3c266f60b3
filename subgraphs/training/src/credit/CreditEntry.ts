import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CreditSource, StoredCreditStatus } from './rules.ts';

/** Credits that a member stored at once (S-58). All but the state and what ends it stay as they were written. */
@Entity('credit_entry')
export class CreditEntry {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'institution_id' })
  institutionId!: string;

  @Column('text', { name: 'source' })
  source!: CreditSource;

  @Column('uuid', { name: 'enrolment_id' })
  enrolmentId!: string | null;

  @Column('uuid', { name: 'certificate_id' })
  certificateId!: string | null;

  @Column('int', { name: 'credits' })
  credits!: number;

  @Column('date', { name: 'earned_on' })
  earnedAt!: string;

  /** The last day on which a conversion may be asked for. */
  @Column('date', { name: 'ends_on' })
  expiresAt!: string;

  @Column('text', { name: 'evidence' })
  evidence!: string;

  /** The number on the proof; null where it has none, and for courses and certificates. */
  @Column('text', { name: 'evidence_no' })
  evidenceNo!: string | null;

  @Column('text', { name: 'status' })
  status!: StoredCreditStatus;

  @Column('uuid', { name: 'conversion_id' })
  conversionId!: string | null;

  @Column('uuid', { name: 'voided_by' })
  voidedBy!: string | null;

  @Column('timestamptz', { name: 'voided_at' })
  voidedAt!: Date | null;

  @Column('text', { name: 'voided_reason' })
  voidedReason!: string | null;

  @Column('uuid', { name: 'deposited_by' })
  depositedBy!: string;

  @Column('timestamptz', { name: 'deposited_at' })
  depositedAt!: Date;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
