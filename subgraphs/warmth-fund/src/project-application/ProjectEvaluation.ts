import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one evaluator says of one application: a score, or that they are in a conflict and do not count. */
@Entity('project_evaluation')
export class ProjectEvaluation {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'application_id' })
  applicationId!: string;

  @Column('uuid', { name: 'evaluator_id' })
  evaluatorId!: string;

  @Column('int', { name: 'score' })
  score!: number | null;

  @Column('text', { name: 'conflict' })
  conflict!: string | null;

  @Column('text', { name: 'remarks' })
  remarks!: string;

  @Column('timestamptz', { name: 'evaluated_at' })
  evaluatedAt!: Date;
}
