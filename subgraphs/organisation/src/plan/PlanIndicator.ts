import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndicatorUnit, RightDimension } from '../schema.gen.ts';

@Entity('plan_indicator')
export class PlanIndicator {
  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'plan_code' })
  planCode!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'dimension' })
  dimension!: RightDimension;

  @Column('text', { name: 'unit' })
  unit!: IndicatorUnit;

  @Column('int', { name: 'target_bp' })
  targetBp!: number | null;

  @Column('int', { name: 'target_count' })
  targetCount!: number | null;
}
