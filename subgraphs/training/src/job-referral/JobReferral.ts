import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReferralStatus } from '../schema.gen.ts';

/** A referral to work that a request to 12351 brought here (J-05). */
@Entity('job_referral')
export class JobReferral {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'service_request_id' })
  serviceRequestId!: string;

  /** The version of the request that was last heard of. */
  @Column('int', { name: 'request_version' })
  requestVersion!: number;

  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('text', { name: 'status' })
  status!: ReferralStatus;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
