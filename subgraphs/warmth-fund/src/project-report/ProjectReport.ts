import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ReportKind = 'PROGRESS' | 'MIDTERM' | 'FINAL';

/** An organisation's report. Never changed; the next one corrects it. */
@Entity('project_report')
export class ProjectReport {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  @Column('text', { name: 'kind' })
  kind!: ReportKind;

  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('date', { name: 'to_day' })
  to!: string;

  @Column('int', { name: 'direct_cumulative' })
  directCumulative!: number;

  @Column('int', { name: 'indirect_count' })
  indirectCount!: number | null;

  @Column('text', { name: 'text' })
  text!: string;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;

  @Column('text', { name: 'submitted_by' })
  submittedBy!: string;
}
