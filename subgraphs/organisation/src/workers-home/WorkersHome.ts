import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HomeStatus } from './rules.ts';

@Entity('workers_home')
export class WorkersHome {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('int', { name: 'area_sqm' })
  areaSqm!: number | null;

  @Column('bigint', { name: 'invested_fen' })
  investedFen!: bigint | null;

  @Column('date', { name: 'opened_on' })
  openedAt!: string | null;

  @Column('text', { name: 'status' })
  status!: HomeStatus;

  @Column('date', { name: 'standard_since' })
  standardSince!: string | null;

  /** The last day on which the city found it at the standard, or no longer. */
  @Column('date', { name: 'checked_on' })
  checkedOn!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
