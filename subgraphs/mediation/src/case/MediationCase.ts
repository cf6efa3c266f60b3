import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseSource, IndustryCode, Ownership } from '../schema.gen.ts';
import type { CaseStatus } from './rules.ts';

/** Days written `…DueOn`, `extendedOn` and `receivedOn` are derived by the database from stored instants (MED-INV-6). */
@Entity('mediation_case')
export class MediationCase {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'case_no' }) caseNo!: string;
  @Column('uuid', { name: 'org_id' }) orgId!: string;
  @Column('text', { name: 'district_code' }) districtCode!: string | null;
  @Column('text', { name: 'scope_path' }) scopePath!: string;
  @Column('text', { name: 'source' }) source!: CaseSource;
  @Column('boolean', { name: 'is_collective' }) isCollective!: boolean;
  /** How many workers the wrong touches; null where nobody told. */
  @Column('int', { name: 'headcount_affected' }) headcountAffected!: number | null;
  @Column('text', { name: 'oral_record' }) oralRecord!: string | null;
  /** Null in a draft, of which the employer is not known. */
  @Column('text', { name: 'ownership' }) ownership!: Ownership | null;
  @Column('text', { name: 'industry' }) industry!: IndustryCode | null;
  /** As last written; a term that has run out since is told by `currentCaseStatus`. */
  @Column('text', { name: 'status' }) status!: CaseStatus;
  /** Persons on the applicants' side. */
  @Column('uuid', { name: 'applicant_ids', array: true }) applicantIds!: string[];
  /** Persons who act on the respondents' side. */
  @Column('uuid', { name: 'respondent_ids', array: true }) respondentIds!: string[];
  /** The person who filed it, where that is not an applicant. */
  @Column('uuid', { name: 'filed_by' }) filedBy!: string | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('timestamptz', { name: 'accepted_at' }) acceptedAt!: Date | null;
  @Column('timestamptz', { name: 'refused_at' }) refusedAt!: Date | null;
  @Column('text', { name: 'refusal_reason' }) refusalReason!: string | null;
  @Column('text', { name: 'refusal_notice_ref' }) refusalNoticeRef!: string | null;
  @Column('uuid', { name: 'mediator_id' }) mediatorId!: string | null;
  @Column('uuid', { name: 'mediator_person_id' }) mediatorPersonId!: string | null;
  @Column('uuid', { name: 'lawyer_id' }) lawyerId!: string | null;
  @Column('uuid', { name: 'lawyer_person_id' }) lawyerPersonId!: string | null;
  @Column('int', { name: 'extension_days' }) extensionDays!: number | null;
  @Column('timestamptz', { name: 'agreed_at' }) agreedAt!: Date | null;
  /** Within how many days of the agreement all sign it. */
  @Column('int', { name: 'signing_days' }) signingDays!: number | null;
  @Column('bigint', { name: 'total_fen' }) totalFen!: bigint;
  /** The earliest agreed day with something unpaid. */
  @Column('date', { name: 'next_payment_on' }) nextPaymentOn!: string | null;
  @Column('timestamptz', { name: 'failed_at' }) failedAt!: Date | null;
  @Column('text', { name: 'failure_reason' }) failureReason!: string | null;
  @Column('timestamptz', { name: 'referred_at' }) referredAt!: Date | null;
  @Column('boolean', { name: 'limitation_risk_accepted' }) limitationRiskAccepted!: boolean;
  @Column('bigint', { name: 'awarded_fen' }) awardedFen!: bigint;
  @Column('bigint', { name: 'recovered_fen' }) recoveredFen!: bigint;
  @Column('timestamptz', { name: 'closed_at' }) closedAt!: Date | null;
  @Column({ type: 'date', name: 'received_on', insert: false, update: false }) receivedOn!: string;
  @Column({ type: 'date', name: 'acceptance_due_on', insert: false, update: false }) acceptanceDueOn!: string;
  @Column({ type: 'date', name: 'statutory_due_on', insert: false, update: false }) statutoryDueOn!: string;
  @Column({ type: 'date', name: 'extended_on', insert: false, update: false }) extendedOn!: string | null;
  @Column({ type: 'date', name: 'sign_by_on', insert: false, update: false }) signByOn!: string | null;
  /** When both sides and the mediator had signed; the database keeps it while the case is AGREED. */
  @Column({ type: 'timestamptz', name: 'signed_at', insert: false, update: false }) signedAt!: Date | null;
  /** The request to 12351 that it came from (J-05), and the version of it that was last heard of. */
  @Column('uuid', { name: 'service_request_id' }) serviceRequestId!: string | null;
  @Column('int', { name: 'service_request_version' }) serviceRequestVersion!: number | null;
  @Column('int', { name: 'version' }) version!: number;
}
