import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was signed with the organisation. Never changed; its instalments make its total (`project_agreement_sum`). */
@Entity('project_agreement')
export class ProjectAgreement {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  @Column('date', { name: 'signed_at' })
  signedAt!: string;

  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('date', { name: 'to_day' })
  to!: string;

  @Column('bigint', { name: 'total_fen' })
  totalFen!: bigint;
}
