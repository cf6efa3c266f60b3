import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReferralStatus } from '../schema.gen.ts';

/** A worker who is helped to work: by a station, or because a request to 12351 asked for it (J-05, S-37). */
@Entity('job_referral')
export class JobReferral {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** Null where no request brought it, with the version and the limit. */
  @Column('uuid', { name: 'service_request_id' })
  serviceRequestId!: string | null;

  /** The version of the request that the row was last told of. */
  @Column('int', { name: 'request_version' })
  requestVersion!: number | null;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date | null;

  /** Null for somebody without a record. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('text', { name: 'status' })
  status!: ReferralStatus;

  /** Null before somebody found one, with the two below. */
  @Column('uuid', { name: 'vacancy_id' })
  vacancyId!: string | null;

  @Column('uuid', { name: 'referred_by' })
  referredBy!: string | null;

  @Column('timestamptz', { name: 'referred_at' })
  referredAt!: Date | null;

  @Column('uuid', { name: 'job_ready_certificate_id' })
  jobReadyCertificateId!: string | null;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** Null while it is open. */
  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
