import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody of the troupe is in a team. */
@Entity('troupe_team_member')
export class TroupeTeamMember {
  @PrimaryColumn('uuid', { name: 'team_id' })
  teamId!: string;

  @PrimaryColumn('uuid', { name: 'performer_id' })
  performerId!: string;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;
}
