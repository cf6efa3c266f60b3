import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ApplicationStatus = 'SUBMITTED' | 'CHOSEN' | 'NOT_CHOSEN';

/** An organisation's application to carry a project out; `requestedFen` is what it asks for. */
@Entity('project_application')
export class ProjectApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  @Column('uuid', { name: 'ngo_id' })
  ngoId!: string;

  @Column('text', { name: 'proposal' })
  proposal!: string;

  @Column('bigint', { name: 'requested_fen' })
  requestedFen!: bigint;

  @Column('text', { name: 'status' })
  status!: ApplicationStatus;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'applied_at' })
  appliedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
