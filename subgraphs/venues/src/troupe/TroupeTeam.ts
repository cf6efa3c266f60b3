import { Column, Entity, PrimaryColumn } from 'typeorm';

export type TeamKind = 'DIRECT' | 'ENTERPRISE';

/** A team of the art troupe, its own or an enterprise's. */
@Entity('troupe_team')
export class TroupeTeam {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'troupe_id' })
  troupeId!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'kind' })
  kind!: TeamKind;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
