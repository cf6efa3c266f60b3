import { Column, Entity, PrimaryColumn } from 'typeorm';

export type InstalmentStatus = 'PLANNED' | 'DUE' | 'RELEASED' | 'PAID' | 'CANCELLED';

/** Money that is due when a milestone is accepted. The service may change its state only. */
@Entity('project_instalment')
export class ProjectInstalment {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'agreement_id' })
  agreementId!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  @Column('uuid', { name: 'milestone_id' })
  milestoneId!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'status' })
  status!: InstalmentStatus;

  @Column('int', { name: 'version' })
  version!: number;
}
