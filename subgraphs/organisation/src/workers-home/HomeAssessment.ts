import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Brights, HomeStatus } from './rules.ts';

/** Assessments are only added. */
@Entity('home_assessment')
export class HomeAssessment {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'workers_home_id' })
  homeId!: string;

  @Column('timestamptz', { name: 'assessed_at' })
  assessedAt!: Date;

  @Column('date', { name: 'assessed_on' })
  at!: string;

  @Column('uuid', { name: 'by_id' })
  byId!: string;

  @Column('text', { name: 'result' })
  result!: HomeStatus;

  @Column('jsonb', { name: 'brights' })
  brights!: Brights;

  @Column('boolean', { name: 'all_pass' })
  allPass!: boolean;
}
