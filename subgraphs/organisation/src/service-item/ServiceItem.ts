import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ServiceGoal } from '../schema.gen.ts';

/** The provider is a service point or a Worker's Home: one of the two. */
@Entity('service_item')
export class ServiceItem {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'service_point_id' })
  servicePointId!: string | null;

  @Column('uuid', { name: 'workers_home_id' })
  workersHomeId!: string | null;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'goal' })
  goal!: ServiceGoal;

  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('date', { name: 'valid_to' })
  validTo!: string | null;

  @Column('text', { name: 'flow_chart_ref' })
  flowChartRef!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
