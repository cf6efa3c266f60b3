import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ServicePointKind = 'CITY_CENTRE' | 'DISTRICT_CENTRE' | 'STREET_STATION' | 'COMMUNITY_STATION' | 'BUREAU_HOME';

@Entity('service_point')
export class ServicePoint {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: ServicePointKind;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;
}
