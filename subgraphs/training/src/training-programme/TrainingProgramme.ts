import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The quality project's programme of a year (S-56). */
@Entity('training_programme')
export class TrainingProgramme {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('int', { name: 'target_headcount' })
  targetHeadcount!: number;

  @Column('bigint', { name: 'budget_fen' })
  budgetFen!: bigint | null;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
