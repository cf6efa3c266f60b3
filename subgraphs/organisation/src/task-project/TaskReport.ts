import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Reports are only added. The unit is the one that the reporter worked for then. */
@Entity('task_report')
export class TaskReport {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'task_project_id' })
  taskId!: string;

  @Column('timestamptz', { name: 'reported_at' })
  reportedAt!: Date;

  @Column('date', { name: 'reported_on' })
  at!: string;

  @Column('int', { name: 'progress_bp' })
  progressBp!: number;

  @Column('text', { name: 'text' })
  text!: string;

  @Column('uuid', { name: 'by_id' })
  byId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;
}
