import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StudioStatus } from '../schema.gen.ts';

/** An innovation studio that the city has named (S-60). */
@Entity('innovation_studio')
export class InnovationStudio {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('uuid', { name: 'leader_member_id' })
  leaderMemberId!: string | null;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('bigint', { name: 'funding_fen' })
  fundingFen!: bigint | null;

  @Column('date', { name: 'named_on' })
  namedAt!: string;

  @Column('text', { name: 'status' })
  status!: StudioStatus;

  @Column('int', { name: 'version' })
  version!: number;
}
