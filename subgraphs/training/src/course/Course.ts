import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CourseKind, ModuleCode } from './rules.ts';

@Entity('course')
export class Course {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'module_code' })
  moduleCode!: ModuleCode | null;

  @Column('uuid', { name: 'institution_id' })
  institutionId!: string;

  @Column('text', { name: 'kind' })
  kind!: CourseKind;

  @Column('int', { name: 'hours' })
  hours!: number;

  @Column('int', { name: 'credits' })
  credits!: number;

  /** Whether passing it counts as training in safety and occupational health (IND-04). */
  @Column('boolean', { name: 'covers_safety' })
  coversSafety!: boolean;
}
