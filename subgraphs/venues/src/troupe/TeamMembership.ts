import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AcceptanceKind } from '../registration/Registration.ts';
import type { TeamMembershipStatus } from './rules.ts';

/** That somebody of the troupe is invited to a team, is in it, or was; once for each person and team. */
@Entity('troupe_team_member')
export class TeamMembership {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'team_id' })
  teamId!: string;

  @Column('uuid', { name: 'performer_id' })
  performerId!: string;

  @Column('text', { name: 'status' })
  status!: TeamMembershipStatus;

  /** What they were invited to do; null for who was in the team before this was kept. */
  @Column('text', { name: 'skill' })
  skill!: string | null;

  /** When they were invited last. */
  @Column('timestamptz', { name: 'invited_at' })
  invitedAt!: Date;

  /** When they accepted; null for who has not. */
  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date | null;

  /** How they accepted; null for who did it here, and who was in the team before invitations were. */
  @Column('text', { name: 'acceptance_kind' })
  acceptanceKind!: AcceptanceKind | null;

  @Column('text', { name: 'acceptance_ref' })
  acceptanceRef!: string | null;

  /** When they left or declined, or the invitation was taken back. */
  @Column('timestamptz', { name: 'left_at' })
  leftAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
