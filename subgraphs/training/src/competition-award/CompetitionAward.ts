import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The rank of a finalist in published results. */
@Entity('competition_award')
export class CompetitionAward {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'entry_id' })
  entryId!: string;

  /** Null for somebody who was erased. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('int', { name: 'rank' })
  rank!: number;

  /** The champion's certificate; null before, and for everybody else. */
  @Column('uuid', { name: 'certificate_id' })
  certificateId!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
