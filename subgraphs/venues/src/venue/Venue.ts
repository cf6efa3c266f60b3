import { Column, Entity, PrimaryColumn } from 'typeorm';

export type VenueKind = 'STADIUM' | 'ARENA' | 'CULTURE_PALACE' | 'ACTIVITY_CENTRE' | 'WORKERS_HOME';

@Entity('venue')
export class Venue {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'kind' })
  kind!: VenueKind;

  @Column('text', { name: 'operator' })
  operator!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'address' })
  address!: string;

  @Column('int', { name: 'area_sqm' })
  areaSqm!: number | null;

  @Column('uuid', { name: 'service_point_id' })
  servicePointId!: string | null;

  /** The Worker's Home that it is; null for every other kind of venue. */
  @Column('uuid', { name: 'workers_home_id' })
  workersHomeId!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
