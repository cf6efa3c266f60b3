import { Column, Entity, PrimaryColumn } from 'typeorm';

export type StopScope = 'FIELD' | 'PARTNER' | 'CLIENT' | 'SUBGRAPH';

/** An emergency stop: while it holds, a field, a partner, a client or a subgraph is refused to all viewers (GOV-INV-5). */
@Entity('emergency_stop')
export class EmergencyStop {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'scope' })
  scope!: StopScope;

  /** By the scope: a coordinate, a party's id, a client id, or the name of a subgraph. */
  @Column('text', { name: 'target' })
  target!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('uuid', { name: 'by_person' })
  byPerson!: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  /** The instant at which the stop ends by itself; null when it must be lifted. */
  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date | null;

  @Column('timestamptz', { name: 'lifted_at' })
  liftedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
