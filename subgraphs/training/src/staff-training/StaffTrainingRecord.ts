import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrainingTier } from './rules.ts';

@Entity('staff_training_record')
export class StaffTrainingRecord {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('text', { name: 'provider' })
  provider!: TrainingTier;

  @Column('int', { name: 'hours' })
  hours!: number;

  @Column('date', { name: 'date' })
  date!: string;

  @Column('uuid', { name: 'course_id' })
  courseId!: string | null;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
