import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DepartmentRole } from '../schema.gen.ts';

/** A department of the city federation. Its days never overlap those of the one it became. Where a month only is known, `since` is its first day. */
@Entity('department')
export class Department {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'roles', array: true })
  roles!: DepartmentRole[];

  @Column('date', { name: 'since' })
  since!: string;

  @Column('text', { name: 'since_month' })
  sinceMonth!: string | null;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;

  @Column('date', { name: 'ended_on' })
  endedOn!: string | null;

  @Column('uuid', { name: 'successor_id' })
  successorId!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
