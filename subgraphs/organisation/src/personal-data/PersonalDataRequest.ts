import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataRequestKind, DataRequestStatus } from '../schema.gen.ts';

/** A person's request about their own data. What each service answered is in the table `personal_data_part`. */
@Entity('personal_data_request')
export class PersonalDataRequest {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'kind' })
  kind!: DataRequestKind;

  @Column('text', { name: 'status' })
  status!: DataRequestStatus;

  @Column('uuid', { name: 'requested_by_id' })
  requestedById!: string;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('text', { name: 'evidence_ref' })
  evidenceRef!: string | null;

  @Column('date', { name: 'due_on' })
  dueAt!: string;

  @Column('uuid', { name: 'verified_by_id' })
  verifiedById!: string | null;

  @Column('timestamptz', { name: 'verified_at' })
  verifiedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at' })
  endedAt!: Date | null;

  @Column('text', { name: 'refusal_reason' })
  refusalReason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
