import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TaskStatus } from './rules.ts';

@Entity('task_project')
export class TaskProject {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'plan_code' })
  planCode!: string;

  @Column('int', { name: 'seq' })
  seq!: number;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('uuid', { name: 'lead_union_id' })
  leadUnionId!: string | null;

  @Column('text', { name: 'lead_agency_code' })
  leadAgencyCode!: string | null;

  @Column('date', { name: 'due_on' })
  dueAt!: string;

  @Column('text', { name: 'status' })
  status!: TaskStatus;

  @Column('int', { name: 'progress_bp' })
  progressBp!: number;

  @Column('timestamptz', { name: 'verified_at' })
  verifiedAt!: Date | null;

  @Column('uuid', { name: 'verified_by_id' })
  verifiedById!: string | null;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;

  @Column('int', { name: 'version' })
  version!: number;
}
