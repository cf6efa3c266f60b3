import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StudioLevel, StudioStatus } from '../schema.gen.ts';

/** An innovation studio of workers, from its nomination on (S-60). */
@Entity('innovation_studio')
export class InnovationStudio {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'level' })
  level!: StudioLevel;

  /** Null for somebody who was erased. */
  @Column('uuid', { name: 'leader_member_id' })
  leaderMemberId!: string | null;

  @Column('boolean', { name: 'is_named_after_leader' })
  isNamedAfterLeader!: boolean;

  /** What makes the leader an expert. */
  @Column('text', { name: 'expertise' })
  expertise!: string | null;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'status' })
  status!: StudioStatus;

  @Column('uuid', { name: 'nominated_by' })
  nominatedBy!: string | null;

  @Column('timestamptz', { name: 'nominated_at' })
  nominatedAt!: Date;

  @Column('uuid', { name: 'reviewed_by' })
  reviewedBy!: string | null;

  @Column('timestamptz', { name: 'reviewed_at' })
  reviewedAt!: Date | null;

  @Column('text', { name: 'review_note' })
  reviewNote!: string | null;

  @Column('bigint', { name: 'funding_fen' })
  fundingFen!: bigint | null;

  @Column('date', { name: 'named_on' })
  namedAt!: string | null;

  @Column('uuid', { name: 'named_by' })
  namedBy!: string | null;

  @Column('text', { name: 'site' })
  site!: string | null;

  @Column('date', { name: 'opened_on' })
  openedAt!: string | null;

  @Column('date', { name: 'revoked_on' })
  revokedAt!: string | null;

  @Column('text', { name: 'revoked_reason' })
  revokedReason!: string | null;

  /** The leader's union when it was nominated. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
