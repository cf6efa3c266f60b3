import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last days for a confirmation are derived by the database from the day of effect (MED-INV-6). */
@Entity('agreement')
export class Agreement {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('bigint', { name: 'total_fen' }) totalFen!: bigint;
  @Column('timestamptz', { name: 'signed_by_applicant_at' }) signedByApplicantAt!: Date | null;
  @Column('timestamptz', { name: 'signed_by_respondent_at' }) signedByRespondentAt!: Date | null;
  @Column('timestamptz', { name: 'signed_by_mediator_at' }) signedByMediatorAt!: Date | null;
  @Column('timestamptz', { name: 'sealed_at' }) sealedAt!: Date | null;
  @Column('timestamptz', { name: 'effective_at' }) effectiveAt!: Date | null;
  /** When an applicant left the case before it took effect, so that it binds nobody; null for the one that stands. */
  @Column('timestamptz', { name: 'voided_at' }) voidedAt!: Date | null;
  /** The day of the agreement that this one goes on from since an applicant left; null where it is that of the case. */
  @Column('date', { name: 'first_agreed_on' }) firstAgreedOn!: string | null;
  /** The agreement that this one goes on from since the applicants changed, who is absent from it, and since when it is as the respondent is asked to sign it; null for the first. */
  @Column('uuid', { name: 'first_id' }) firstId!: string | null;
  @Column('uuid', { name: 'absent_ids', array: true }) absentIds!: string[];
  @Column('date', { name: 'asked_on' }) askedOn!: string | null;
  @Column({ type: 'date', name: 'arbitration_review_by', insert: false, update: false }) arbitrationReviewBy!: string | null;
  @Column({ type: 'date', name: 'judicial_by', insert: false, update: false }) judicialBy!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
