import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrainingTier } from './rules.ts';

/** An officer's hours in one calendar year, the sums of that year's records. */
@Entity('staff_training_year')
export class TrainingCompliance {
  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId!: string;

  @PrimaryColumn('int', { name: 'year' })
  year!: number;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'city_hours' })
  cityHours!: number;

  @Column('int', { name: 'district_hours' })
  districtHours!: number;
}

/** The sum that hours of a tier count for (SKL-INV-9). */
export const hoursOf = (provider: TrainingTier): 'cityHours' | 'districtHours' =>
  provider === 'CITY' ? 'cityHours' : 'districtHours';
