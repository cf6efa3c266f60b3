import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ServiceFunction, ServicePointKind, VideoLinkStatus } from '../schema.gen.ts';

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

  @Column('text', { name: 'address' })
  address!: string;

  @Column('numeric', { name: 'lat' })
  lat!: string | null;

  @Column('numeric', { name: 'lng' })
  lng!: string | null;

  @Column('int', { name: 'area_sqm' })
  areaSqm!: number | null;

  @Column('text', { name: 'functions', array: true })
  functions!: ServiceFunction[];

  @Column('uuid', { name: 'parent_id' })
  parentId!: string | null;

  @Column('text', { name: 'video_link' })
  videoLink!: VideoLinkStatus;

  @Column('int', { name: 'version' })
  version!: number;
}
