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

  /** Null when the leader has died, or their data were erased. */
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

  /** When its leader's death was told; null while it has a leader, and where the leader's data were erased. */
  @Column('timestamptz', { name: 'vacant_since' })
  vacantSince!: Date | null;

  /** Where in the union tree that leader was: who asks for this part of it may find the next one. */
  @Column('text', { name: 'vacant_path' })
  vacantPath!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
