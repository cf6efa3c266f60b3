import { Column, Entity, PrimaryColumn } from 'typeorm';

export type DistrictKind = 'DISTRICT' | 'COUNTY' | 'DEVELOPMENT_AREA';

@Entity('district')
export class District {
  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'kind' })
  kind!: DistrictKind;

  @Column('int', { name: 'communities_total' })
  communitiesTotal!: number;

  @Column('int', { name: 'communities_covered' })
  communitiesCovered!: number;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;

  @Column('int', { name: 'version' })
  version!: number;
}
