import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an evaluation found of a studio's year. */
@Entity('studio_evaluation')
export class StudioEvaluation {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'studio_id' })
  studioId!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('boolean', { name: 'passed' })
  passed!: boolean;

  /** Projects of the year with a result. */
  @Column('int', { name: 'results_count' })
  resultsCount!: number;

  @Column('text', { name: 'findings' })
  findings!: string;

  @Column('uuid', { name: 'evaluated_by' })
  evaluatedBy!: string;

  @Column('timestamptz', { name: 'evaluated_at' })
  evaluatedAt!: Date;
}
