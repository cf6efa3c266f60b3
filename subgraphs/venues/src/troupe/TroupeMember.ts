import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A worker who performs with the art troupe, in one team or in several. */
@Entity('troupe_member')
export class TroupeMember {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'troupe_id' })
  troupeId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  /** What they do: 女高音, 相声, 二胡. */
  @Column('text', { name: 'skill' })
  skill!: string;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
