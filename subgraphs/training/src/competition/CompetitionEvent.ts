import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One trade of a competition. */
@Entity('competition_event')
export class CompetitionEvent {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'competition_id' })
  competitionId!: string;

  @Column('text', { name: 'occupation_code' })
  occupationCode!: string;

  /** Whether its champion gets a certificate of the labour authority. */
  @Column('boolean', { name: 'certifiable' })
  certifiable!: boolean;

  /** Who recorded scores of it. */
  @Column('uuid', { name: 'scored_by', array: true })
  scoredBy!: string[];

  @Column('int', { name: 'version' })
  version!: number;
}
