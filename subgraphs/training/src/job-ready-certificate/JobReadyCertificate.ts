import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JobReadyStatus } from '../schema.gen.ts';

/** A domestic worker's proof before they are hired; valid with three signatures (S-59). */
@Entity('job_ready_certificate')
export class JobReadyCertificate {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** Null for somebody who was erased. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('uuid', { name: 'enrolment_id' })
  enrolmentId!: string | null;

  @Column('uuid', { name: 'institution_id' })
  institutionId!: string;

  @Column('int', { name: 'exam_score' })
  examScore!: number;

  @Column('date', { name: 'exam_on' })
  examinedAt!: string;

  @Column('uuid', { name: 'examined_by' })
  examinedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'status' })
  status!: JobReadyStatus;

  /** Null before the third signature, with the day. */
  @Column('text', { name: 'badge_no' })
  badgeNo!: string | null;

  @Column('date', { name: 'issued_on' })
  issuedAt!: string | null;

  @Column('date', { name: 'revoked_on' })
  revokedAt!: string | null;

  @Column('uuid', { name: 'revoked_by' })
  revokedBy!: string | null;

  @Column('text', { name: 'revoked_reason' })
  revokedReason!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
