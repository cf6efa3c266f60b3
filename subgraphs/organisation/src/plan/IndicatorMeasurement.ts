import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndicatorUnit } from '../schema.gen.ts';

/** One value; rows are only added. A correction names the row it supersedes (ORG-INV-6). */
@Entity('indicator_measurement')
export class IndicatorMeasurement {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'indicator_code' })
  indicatorCode!: string;

  @Column('text', { name: 'unit' })
  unit!: IndicatorUnit;

  @Column('text', { name: 'scope_path' })
  scope!: string;

  @Column('text', { name: 'period' })
  period!: string;

  @Column('date', { name: 'period_end' })
  periodEnd!: string;

  @Column('int', { name: 'numerator' })
  numerator!: number | null;

  @Column('int', { name: 'denominator' })
  denominator!: number | null;

  @Column('int', { name: 'value_bp' })
  valueBp!: number | null;

  @Column('int', { name: 'value_count' })
  valueCount!: number | null;

  @Column('text', { name: 'source' })
  source!: string;

  @Column('timestamptz', { name: 'measured_at' })
  measuredAt!: Date;

  @Column('uuid', { name: 'recorded_by_id' })
  recordedById!: string | null;

  @Column('uuid', { name: 'supersedes_id' })
  supersedes!: string | null;
}
