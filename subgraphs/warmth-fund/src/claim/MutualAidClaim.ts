import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClaimEvent, ClaimStatus } from './rules.ts';

/** A claim on the mutual aid for one event. The cover at its day is named; the plan of that cover says what is paid. */
@Entity('mutual_aid_claim')
export class MutualAidClaim {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'claim_no' })
  claimNo!: string;

  @Column('uuid', { name: 'coverage_id' })
  coverageId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'event' })
  event!: ClaimEvent;

  @Column('date', { name: 'event_on' })
  eventAt!: string;

  /** Whether a caseworker has seen that this is another event than that of an earlier claim close by. */
  @Column('boolean', { name: 'is_another_event' })
  isAnotherEvent!: boolean;

  /** The loss as claimed, from the assessment on as assessed. */
  @Column('bigint', { name: 'loss_fen' })
  lossFen!: bigint | null;

  @Column('int', { name: 'disability_grade' })
  disabilityGrade!: number | null;

  @Column('text', { name: 'account_masked' })
  accountMasked!: string;

  @Column('bigint', { name: 'payable_fen' })
  payableFen!: bigint;

  @Column('text', { name: 'status' })
  status!: ClaimStatus;

  @Column('text', { name: 'submitted_by' })
  submittedBy!: string;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;

  @Column('text', { name: 'assessed_by' })
  assessedBy!: string | null;

  @Column('text', { name: 'approved_by' })
  approvedBy!: string | null;

  @Column('text', { name: 'rejected_by' })
  rejectedBy!: string | null;

  /** Whether it is for a death that was taken back since: nothing more is paid of it, and it stands in the way of no other claim. */
  @Column('boolean', { name: 'death_taken_back' })
  deathTakenBack!: boolean;

  /** Why it was rejected, or that the death was taken back that it was paid for. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  /** What the member said against the rejection; once. */
  @Column('text', { name: 'appeal' })
  appeal!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
