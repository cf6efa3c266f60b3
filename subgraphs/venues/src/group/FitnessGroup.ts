import { Column, Entity, PrimaryColumn } from 'typeorm';

/** People who train together, with one of them who answers for it (S-71). */
@Entity('fitness_group')
export class FitnessGroup {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('uuid', { name: 'venue_id' })
  venueId!: string;

  /** Null when the leader's data were erased. */
  @Column('uuid', { name: 'leader_id' })
  leaderId!: string | null;

  /** To whom the leader has handed it over, until they accept. */
  @Column('uuid', { name: 'next_leader_id' })
  nextLeaderId!: string | null;

  @Column('int', { name: 'size' })
  size!: number;

  /** That of its venue. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
