import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClaimKind, WarningSource, WarningStatus } from '../schema.gen.ts';

/** An early warning of a dispute of many workers (S-28). */
@Entity('early_warning')
export class EarlyWarning {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'source' }) source!: WarningSource;
  /** Null for one of a case that lies in no district. */
  @Column('text', { name: 'district_code' }) districtCode!: string | null;
  @Column('text', { name: 'scope_path' }) scopePath!: string;
  @Column('uuid', { name: 'enterprise_id' }) enterpriseId!: string | null;
  /** The employer's name as it was told, where no known one has it. */
  @Column('text', { name: 'employer_zh' }) employerZh!: string | null;
  /** The core of that name, hashed: by it what is told twice of an employer in no register is known as one warning. */
  @Column('text', { name: 'employer_key' }) employerKey!: string | null;
  /** Null for one of a request to 12351, until it is verified. */
  @Column('text', { name: 'claim_kind' }) claimKind!: ClaimKind | null;
  @Column('int', { name: 'headcount_affected' }) headcountAffected!: number;
  /** Where it is written down that more are touched than work there by organisation's count; null where nobody needed to say so. */
  @Column('text', { name: 'headcount_evidence_ref' }) headcountEvidenceRef!: string | null;
  @Column('text', { name: 'summary' }) summary!: string;
  /** The person who told of it; null for one that a case or a request to 12351 raised. */
  @Column('uuid', { name: 'reported_by' }) reportedBy!: string | null;
  @Column('uuid', { name: 'service_request_id' }) serviceRequestId!: string | null;
  /** As last written; what time has decided since is in `currentStatus`. */
  @Column('text', { name: 'status' }) status!: WarningStatus;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt!: Date;
  @Column('timestamptz', { name: 'verified_at' }) verifiedAt!: Date | null;
  @Column('timestamptz', { name: 'intervened_at' }) intervenedAt!: Date | null;
  @Column('timestamptz', { name: 'escalated_at' }) escalatedAt!: Date | null;
  /** Null where the time of a step ran out. */
  @Column('text', { name: 'escalation_reason' }) escalationReason!: string | null;
  /** What is done, where no case was made of it. */
  @Column('text', { name: 'measure' }) measure!: string | null;
  @Column('text', { name: 'result' }) result!: string | null;
  @Column('uuid', { name: 'case_id' }) caseId!: string | null;
  @Column('uuid', { name: 'duplicate_of' }) duplicateOfId!: string | null;
  @Column('timestamptz', { name: 'step_began_at' }) stepBeganAt!: Date;
  @Column('int', { name: 'step_hours' }) stepHours!: number | null;
  @Column('int', { name: 'step_days' }) stepDays!: number | null;
  /** Derived by the database from when the step began and how long it may take (MED-INV-6). */
  @Column({ type: 'timestamptz', name: 'due_at', insert: false, update: false }) dueAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at' }) closedAt!: Date | null;
  @Column('int', { name: 'version' }) version!: number;

  /** What time has decided, in rows that were read by `currentColumns`. */
  currentStatus?: WarningStatus;
  currentEscalatedAt?: Date | null;
  currentClosedAt?: Date | null;
}
