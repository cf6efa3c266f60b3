import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('project_milestone')
export class Milestone {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  /** The order in the agreement; the highest accepts the project's final report. */
  @Column('int', { name: 'seq' })
  seq!: number;

  @Column('text', { name: 'title' })
  title!: string;

  @Column('date', { name: 'due_at' })
  dueAt!: string;

  @Column('text', { name: 'status' })
  status!: 'PENDING' | 'ACCEPTED' | 'CANCELLED';

  @Column('text', { name: 'acceptance' })
  acceptance!: string | null;

  @Column('text', { name: 'accepted_by' })
  acceptedBy!: string | null;

  @Column('timestamptz', { name: 'accepted_at' })
  acceptedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
